"""Every period of the flows is begun by some step, or it is said here why not."""

from deadlines.reference import DATA, rows
from referrals.flows import FLOWS
from referrals.flows.common import NO, YES
from referrals.flows.forward.extending import EXTENDING
from referrals.flows.table import Role

_OF_THESE_FLOWS = ("cf.", "fs.", "rv.", "nl.", "dc.")
# Key → why no transition begins it.
NOT_BEGUN = {
    "nl.reminder_wait": "runs on the case, from the reminder that the flow writes there",
    "nl.apply": "runs on the case, from the end of the remedies (cases/clocks)",
    "cf.no_sub_penalty": "forbids, and has no end: a detection rule looks for it",
    "nl.proc_review.gd": "a duty of every procuratorate, with a step of its own (Tell.until)",
}
_RECEIPT = "received_at"


def test_every_period_of_these_flows_is_begun_by_some_step() -> None:
    keys = {row["key"] for row in rows(DATA / "rules.csv")}
    wanted = {key for key in keys if key.startswith(_OF_THESE_FLOWS)}
    begun = {s.rule for flow in FLOWS.values() for t in flow.transitions for s in t.starts}
    assert wanted - begun == NOT_BEGUN.keys()


def test_every_period_that_is_begun_is_ended_by_a_step_or_with_the_whole() -> None:
    """What only the end of the referral ends is named: somebody looked at each."""
    only_with_the_whole = set()
    for flow in FLOWS.values():
        ended = {rule for each in flow.transitions for rule in each.ends}
        begun = {start.rule for each in flow.transitions for start in each.starts}
        only_with_the_whole |= {(flow.name, rule) for rule in begun - ended}
    assert only_with_the_whole == set()


def test_a_period_that_is_the_case_s_own_runs_on_the_case_alone() -> None:
    begun = {s.rule for flow in FLOWS.values() for t in flow.transitions for s in t.starts}
    assert not {rule for rule in begun if rule.startswith("ap.")}


def test_thirty_days_and_thirty_more_hold_for_economic_crimes_alone() -> None:
    """Trap 1 of the domain reference: 公通字〔2017〕25号 Art. 16, not 16号 of 2016."""
    starts = [start for each in EXTENDING for start in each.starts]
    economic = {start.rule for start in starts if start.when == ("economic", YES)}
    ordinary = {start.rule for start in starts if start.when == ("economic", NO)}
    assert economic == {"cf.review_econ_complex", "cf.review_econ_ext"}
    assert ordinary == {"cf.review_verify", "cf.review_complex"}
    assert len(starts) == len([start for start in starts if start.when])
    of = {each.name: each.conditions for each in EXTENDING}
    for name in ("extend_economic", "extend_economic_again"):
        assert "economic" in of[name]
    for name in ("verify", "extend_complex"):
        assert "not_economic" in of[name]


def test_thirty_days_are_counted_from_the_receipt_and_thirty_more_from_their_end() -> None:
    starts = {start.rule: start for each in EXTENDING for start in each.starts}
    for rule in ("cf.review_verify", "cf.review_complex", "cf.review_econ_complex"):
        assert (starts[rule].since, starts[rule].after) == (_RECEIPT, "")
    assert starts["cf.review_econ_ext"].after == "cf.review_econ_complex"


def test_the_review_goes_on_while_material_is_supplemented() -> None:
    flow = FLOWS["forward"]
    reviews = {row["key"] for row in rows(DATA / "rules.csv") if "cf.review" in row["key"]}
    for name in ("ask_supplement", "supplement_given", "proceed", "ask_investigation"):
        assert not reviews & {*flow.transition(name).ends}
    for name in ("file", "not_file", "not_police", "forward"):
        assert {"received", "supplement"} <= {*flow.transition(name).sources}


def test_the_police_can_t_refuse_to_receive() -> None:
    leaving = FLOWS["forward"].from_state("sent")
    assert {each.name for each in leaving if each.role == Role.RECEIVER} == {"sign"}


def test_a_right_that_lapses_makes_nobody_late() -> None:
    rights = {
        "cf.recon_apply", "cf.recon_to_proc", "nl.refuse_recon", "nl.deny_recon",
        # Of bodies that are mostly not on the platform, and for information only.
        "nl.refuse_recon_decide", "nl.deny_recon_decide", "fs.withdraw_recheck", "rv.serve",
    }  # fmt: skip
    for flow in FLOWS.values():
        for each in flow.transitions:
            for start in each.starts:
                if start.rule in rights:
                    assert start.lapses, start.rule
                elif start.rule != "cf.supp_notice":
                    assert not start.lapses, start.rule
