"""Told to file, the police take up a handover wherever it stands; what each side then sees."""

import datetime as dt
from dataclasses import replace

import pytest

from cases.models import Case
from core.clock import current_day
from deadlines.models import Clock
from inbox.models import Todo
from referrals.errors import Invalid
from referrals.models import Referral
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.criminal import (
    access,
    clocks,
    filed,
    outcome,
    refused,
    sent,
    state,
    supervised,
    suspect_of,
    told_to_file,
    undecided,
    under_review,
)
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return undecided(replace(whole_county, sides={}))


def holder(referral: Referral) -> str:
    held = referral.custody.filter(until__isnull=True).values_list("agency__short_name", flat=True)
    return held.first() or ""


def test_police_told_to_file_take_it_up_from_an_agency_that_went_on_alone(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "resume_admin")
    assert (state(handover), outcome(county), access(county, "police")) == (
        "admin_resumed", "", None,
    )  # fmt: skip
    number = handover.steps.get(transition="hand_over").document_id
    told_to_file(county, supervised(county, handover), case_number="宁公（刑）立字〔2026〕9号")
    again = Referral.objects.get(pk=handover.pk)
    assert (again.state, again.ended_at) == ("filed", None)
    assert again.values["case_number"] == "宁公（刑）立字〔2026〕9号"
    assert access(county, "police") == ("handler", 4)
    assert holder(again) == county.police.short_name
    assert "cf.goods" in clocks(again)
    case = Case.objects.get(pk=county.case.pk)
    assert (case.outcome, case.decided_on) == ("to_judicial", current_day())
    assert number is not None
    assert case.decision_number
    assert suspect_of(county, again).state == "investigated"


def test_while_it_is_supervised_the_agency_goes_on_with_its_own_case(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "resume_admin")
    supervision = supervised(county, handover)
    assert (state(handover), outcome(county)) == ("admin_resumed", "")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "procurator", "accept_reasons")
    go(county, supervision, "procurator", "notify")
    assert (state(handover), outcome(county)) == ("admin_resumed", "")


def test_a_penalty_that_was_decided_meanwhile_stands_beside_the_filing(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "resume_admin")
    Case.objects.filter(pk=county.case.pk).update(
        outcome="no_penalty", decided_on=current_day(), decision_number="宁市监不罚〔2026〕1号"
    )
    told_to_file(county, supervised(county, handover))
    assert (state(handover), outcome(county)) == ("filed", "no_penalty")


def test_the_days_on_which_the_agency_had_it_back_count_for_its_period(
    county: County, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2026, 5, 11))
    undecided(county)
    first = Clock.objects.get(subject_id=county.case.pk, rule_key="ap.decision").raw_due_on
    handover = refused(county)
    moved_clock.to(dt.date(2026, 5, 20))
    go(county, handover, "clerk", "resume_admin")
    moved_clock.to(dt.date(2026, 6, 1))
    told_to_file(county, supervised(county, handover))
    moved_clock.to(dt.date(2026, 6, 8))
    go(county, handover, "police_leader", "withdraw")
    go(county, handover, "clerk", "resume_admin")
    again = Clock.objects.get(
        subject_id=county.case.pk, rule_key="ap.decision", closed_on__isnull=True, void=False
    )
    # Ten days the first time (11 to 20 May), eight the second (1 to 8 June).
    assert again.raw_due_on == first + dt.timedelta(days=18)


@pytest.mark.parametrize("way", ["received", "reconsideration", "returned", "withdrawn"])
def test_wherever_it_stands_the_filing_is_the_handover_s(county: County, way: str) -> None:
    ways = {
        "received": (),
        "reconsideration": (("police_leader", "not_file"), ("clerk", "ask_reconsideration")),
        "returned": (("police_intake", "not_police"),),
        "withdrawn": (("police_leader", "file"), ("police_leader", "withdraw")),
    }
    handover = under_review(county)
    for who, step in ways[way]:
        go(county, handover, who, step)
    assert state(handover) == way
    told_to_file(county, supervised(county, handover))
    assert state(handover) == "filed"
    assert access(county, "police") == ("handler", 4)
    assert clocks(handover).keys() <= {"cf.goods", "cf.copy", "cf.notice"}


def test_where_the_case_was_handed_over_anew_that_handover_is_the_matter(county: County) -> None:
    first = refused(county)
    go(county, first, "clerk", "resume_admin")
    supervision = supervised(county, first)
    begun(county, "forward", "clerk", "suspect")
    told_to_file(county, supervision)
    assert (state(supervision), state(first)) == ("filed", "admin_resumed")


def test_who_has_gone_on_alone_after_a_refusal_may_still_propose_supervision_once(
    county: County,
) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "resume_admin")
    roots = {"parent_id": handover.pk}
    begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    with pytest.raises(Invalid, match="立案监督中"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)


def test_who_went_on_alone_without_a_refusal_has_nothing_to_propose(county: County) -> None:
    handover = under_review(county)
    go(county, handover, "police_intake", "not_police")
    go(county, handover, "clerk", "resume_admin")
    with pytest.raises(Invalid, match="不予立案"):
        begun(county, "filing_supervision", "clerk", "propose", roots={"parent_id": handover.pk})


def test_supervision_is_proposed_where_the_police_let_their_days_pass(
    county: County, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=0)
    handover = under_review(county)
    roots = {"parent_id": handover.pk}
    with pytest.raises(Invalid, match="审查期限也没有届满"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    moved_clock.ahead(days=31)
    supervision = begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    assert state(handover) == "received"
    go(county, supervision, "procurator", "decline")
    with pytest.raises(Invalid, match="逾期未作决定"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)


# --- What is left of the access when it has ended ---


def test_gone_to_police_elsewhere_nobody_here_holds_it_and_the_procuratorate_only_follows(
    county: County,
) -> None:
    handover = under_review(county)
    assert access(county, "procuratorate") == ("supervisor", 3)
    go(county, handover, "police_intake", "forward_outside")
    assert holder(handover) == ""
    assert access(county, "police") is None
    assert access(county, "procuratorate") == ("follower", 2)


def test_passed_on_within_the_county_it_is_held_until_the_other_police_sign(
    county: County,
) -> None:
    handover = under_review(county)
    other = county.agencies["other_police"]
    go(county, handover, "police_intake", "forward", receiver=other.pk)
    assert holder(handover) == county.police.short_name
    go(county, handover, "other_police_intake", "sign")
    assert holder(handover) == other.short_name


def test_concluded_the_police_see_it_no_more_and_the_procuratorate_only_follows(
    county: County,
) -> None:
    handover = filed(county)
    go(county, suspect_of(county, handover), "police_leader", "drop")
    go(county, handover, "police_handler", "conclude")
    assert access(county, "police") is None
    assert access(county, "procuratorate") == ("follower", 2)


def test_it_isn_t_concluded_while_a_penalty_is_being_examined(county: County) -> None:
    handover = filed(county)
    suspect = suspect_of(county, handover)
    go(county, suspect, "police_leader", "request_prosecution")
    go(county, suspect, "chief_procurator", "not_prosecute", review_penalty="yes")
    with pytest.raises(Invalid, match="行政处罚"):
        go(county, handover, "police_handler", "conclude")
    reverse = Referral.objects.get(flow="reverse", parent=suspect)
    go(county, reverse, "procurator", "take_in")
    go(county, reverse, "chief_procurator", "issue_opinion", receiver=county.market.pk)
    go(county, handover, "police_handler", "conclude")
    assert state(handover) == "concluded"


def test_resumed_the_procuratorate_keeps_what_it_supervises_by(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "resume_admin")
    assert access(county, "police") is None
    assert access(county, "procuratorate") == ("supervisor", 3)


def test_what_was_entered_by_mistake_leaves_nothing_open(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "leader", "cancel")
    assert {access(county, name) for name in ("police", "procuratorate")} == {None}


def test_what_was_refused_once_isn_t_cancelled_as_a_mistake(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "refuse")
    go(county, handover, "clerk", "suspect")
    with pytest.raises(Invalid, match="不予批准"):
        go(county, handover, "leader", "cancel")


# --- The procuratorate looks at what wasn't handed over ---


def reviews(referral: Referral) -> list[str]:
    found = Todo.objects.filter(
        subject_type="referral",
        subject_id=referral.pk,
        kind__contains=".review.",
        settled_at__isnull=True,
    )
    return list(found.values_list("agency__kind", flat=True))


def test_a_refusal_is_looked_at_by_the_procuratorate_whatever_the_agency_does_next(
    county: County,
) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "refuse")
    assert reviews(handover) == ["procuratorate"]
    go(county, handover, "clerk", "resume_admin")
    assert reviews(handover) == ["procuratorate"]
    go(county, handover, "procurator", "reviewed_admin_resumed", review_outcome="lawful")
    assert reviews(handover) == []
    with pytest.raises(Invalid, match="没有待审查"):
        go(county, handover, "procurator", "reviewed_admin_resumed", review_outcome="lawful")


@pytest.mark.parametrize(("who", "step"), [("procurator", "demand"), ("clerk", "suspect")])
def test_once_it_is_to_be_handed_over_after_all_there_is_nothing_to_look_at(
    county: County, who: str, step: str
) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "refuse")
    ahead = (current_day() + dt.timedelta(days=9)).isoformat()
    go(county, handover, who, step, **({"transfer_by": ahead} if step == "demand" else {}))
    assert reviews(handover) == []


# --- The receipt ---


def test_nothing_is_received_before_it_was_sent(county: County) -> None:
    handover = sent(county)
    assert handover.sent_at is not None
    minute = handover.sent_at.replace(second=0, microsecond=0)
    before = minute - dt.timedelta(minutes=1)
    with pytest.raises(Invalid, match=r"移送时间|前一步"):
        go(county, handover, "police_intake", "sign", received_at=before.isoformat())
    go(county, handover, "police_intake", "sign", received_at=minute.isoformat())
    assert state(handover) == "received"


def _answered(county: County, supervision: Referral) -> None:
    """The procuratorate finds that the police were right."""
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "procurator", "accept_reasons")
    go(county, supervision, "procurator", "notify")


def test_what_was_supervised_isn_t_proposed_again_without_a_new_refusal(county: County) -> None:
    handover = refused(county)
    _answered(county, supervised(county, handover))
    assert state(handover) == "not_filed_final"
    roots = {"parent_id": handover.pk}
    with pytest.raises(Invalid, match="已对这次不予立案进行过立案监督"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    go(county, handover, "clerk", "resume_admin")
    with pytest.raises(Invalid, match="已对这次不予立案进行过立案监督"):
        begun(county, "filing_supervision", "clerk", "propose", roots=roots)


def test_a_refusal_since_the_supervision_may_be_proposed_for_it(county: County) -> None:
    handover = under_review(county)
    supervision = supervised(county, handover, subject="overdue")
    _answered(county, supervision)
    go(county, handover, "police_leader", "not_file")
    roots = {"parent_id": handover.pk}
    begun(county, "filing_supervision", "clerk", "propose", roots=roots)
    assert state(handover) == "supervised"
