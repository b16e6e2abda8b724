"""Flows driven to their ends, with what they write into the case and into one another."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Case
from cases.services import record_case
from deadlines import reference
from deadlines.models import Clock
from referrals.edges import follow_flows
from referrals.errors import Invalid
from referrals.flows.table import TAKE_BACK
from referrals.models import Referral
from referrals.selectors.follow_ups import follow_ups_of, open_follow_ups
from referrals.services import perform
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from tests.cases.factory import investigation, recorded
from tests.conftest import MovedClock
from tests.referrals.county import County, make_county
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

PENALTY = "宁市监罚决字〔2026〕77号"


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """One county for all of these tests, with rules and edges, taken back at the end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        reference.load(lambda text: None)
        follow_flows()
        try:
            yield make_county()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            connection.close()


@pytest.fixture
def county(whole: County, db: None) -> County:
    """With a case of which nothing is decided yet."""
    return replace(whole, case=record_case(actor=whole.clerk, data=investigation()), sides={})


def state(referral: Referral) -> str:
    return Referral.objects.values_list("state", flat=True).get(pk=referral.pk)


def clocks(referral: Referral) -> dict[str, Clock]:
    """The periods that run, by rule."""
    found = Clock.objects.filter(
        subject_type="referral", subject_id=referral.pk, closed_on__isnull=True
    )
    return {clock.rule_key: clock for clock in found}


def handed_over(county: County) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    return handover


def refused(county: County) -> Referral:
    handover = handed_over(county)
    go(county, handover, "police_intake", "sign", economic="no")
    go(county, handover, "police_leader", "not_file")
    return handover


def test_a_handover_goes_to_the_judiciary_and_comes_back(county: County) -> None:
    handover = refused(county)
    case = Case.objects.get(pk=county.case.pk)
    assert case.outcome == "to_judicial"
    assert case.penalty_status == "to_judicial"
    assert case.decision_number
    go(county, handover, "clerk", "resume_admin")
    case = Case.objects.get(pk=county.case.pk)
    assert (case.outcome, case.decision_number, case.decided_on) == ("", "", None)
    assert case.penalty_status == "investigating"


def test_the_days_with_the_police_don_t_count_for_the_case(
    county: County, moved_clock: MovedClock
) -> None:
    """310号 Art. 10: decided is within the ninety days that are the agency's own."""
    moved_clock.to(dt.date(2026, 5, 11))
    county.case = record_case(actor=county.clerk, data=investigation())
    usual = Clock.objects.get(
        subject_type="case", subject_id=county.case.pk, rule_key="ap.decision"
    ).raw_due_on
    handover = refused(county)
    moved_clock.to(dt.date(2026, 5, 20))
    go(county, handover, "clerk", "resume_admin")
    again = Clock.objects.get(
        subject_type="case",
        subject_id=county.case.pk,
        rule_key="ap.decision",
        closed_on__isnull=True,
    )
    assert again.raw_due_on == usual + dt.timedelta(days=10)


def test_a_handover_that_is_taken_back_leaves_the_case_as_it_was(county: County) -> None:
    handover = handed_over(county)
    perform(
        actor=county.clerk,
        referral_id=handover.pk,
        transition=TAKE_BACK,
        version=None,
        values={"reason": "材料有误"},
    )
    assert state(handover) == "approved"
    assert Case.objects.get(pk=county.case.pk).outcome == ""


def test_a_case_that_was_penalised_keeps_its_decision_when_it_is_handed_over(
    county: County,
) -> None:
    county.case = recorded(county.clerk, decision_number=PENALTY)
    handed_over(county)
    case = Case.objects.get(pk=county.case.pk)
    assert (case.outcome, case.decision_number) == ("penalty", PENALTY)


def test_two_officers_with_a_certificate_are_needed(county: County) -> None:
    with pytest.raises(Invalid, match="执法证"):
        begun(county, "forward", "clerk", "suspect", team=[county.clerk.pk, county.leader.pk])


def test_one_handover_of_a_case_at_a_time(county: County) -> None:
    begun(county, "forward", "clerk", "suspect")
    with pytest.raises(Invalid, match="正在办理"):
        begun(county, "forward", "clerk", "suspect")


def test_an_ordinary_review_is_prolonged_to_seven_days_and_to_thirty_from_the_receipt(
    county: County,
) -> None:
    handover = handed_over(county)
    go(county, handover, "police_intake", "sign", economic="no")
    assert {"cf.review", "cf.supp_notice"} <= clocks(handover).keys()
    go(county, handover, "police_handler", "verify")
    assert "cf.review" not in clocks(handover)
    with pytest.raises(Invalid):
        go(county, handover, "police_handler", "verify")
    go(county, handover, "police_leader", "extend_complex")
    running = clocks(handover)
    assert "cf.review_verify" not in running
    received = running["cf.review_complex"].started_on
    assert running["cf.review_complex"].raw_due_on == received + dt.timedelta(days=30)
    with pytest.raises(Invalid):
        go(county, handover, "police_leader", "extend_economic")


def test_an_economic_review_is_prolonged_by_thirty_more_from_the_end_of_thirty(
    county: County,
) -> None:
    handover = handed_over(county)
    go(county, handover, "police_intake", "sign", economic="yes")
    assert {"cf.review_econ", "cf.review_econ_latest"} <= clocks(handover).keys()
    with pytest.raises(Invalid, match="再延长"):
        go(county, handover, "police_leader", "extend_economic_again")
    go(county, handover, "police_leader", "extend_economic")
    first = clocks(handover)["cf.review_econ_complex"].due_on
    go(county, handover, "police_leader", "extend_economic_again")
    again = clocks(handover)["cf.review_econ_ext"]
    assert again.raw_due_on == first + dt.timedelta(days=30)


def test_an_approval_after_the_last_day_prolongs_nothing(
    county: County, moved_clock: MovedClock
) -> None:
    handover = handed_over(county)
    go(county, handover, "police_intake", "sign", economic="no")
    moved_clock.ahead(days=20)
    with pytest.raises(Invalid, match="届满"):
        go(county, handover, "police_leader", "extend_complex")


def test_refused_reconsidered_supervised_filed_and_convicted(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "ask_reconsideration")
    go(county, handover, "police_leader", "reconsider_uphold")
    supervision = begun(
        county, "filing_supervision", "clerk", "propose", roots={"parent_id": handover.pk}
    )
    assert state(handover) == "supervised"
    go(county, supervision, "chief_procurator", "demand_reasons", subject="not_filed")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_filing")
    go(county, supervision, "police_leader", "file", case_number="宁公（刑）立字〔2026〕9号")
    assert state(handover) == "filed"
    above = Referral.objects.get(pk=handover.pk)
    assert above.values["case_number"] == "宁公（刑）立字〔2026〕9号"
    go(county, handover, "clerk", "no_goods")
    party = county.case.parties.first()
    assert party is not None
    track = {"parent_id": handover.pk, "party_id": party.pk}
    suspect = begun(county, "suspect", "police_handler", roots=track)
    with pytest.raises(Invalid, match="已经登记"):
        begun(county, "suspect", "police_handler", roots=track)
    go(county, suspect, "police_leader", "request_prosecution")
    with pytest.raises(Invalid, match="没有办理终结"):
        go(county, handover, "police_handler", "conclude")
    go(county, suspect, "procurator", "prosecute", court=county.court.pk)
    go(county, suspect, "judge", "judge", judgment="convicted")
    go(county, handover, "police_handler", "conclude")
    assert (state(suspect), state(handover)) == ("judged", "concluded")


def test_reasons_that_are_accepted_end_the_supervision_and_the_handover_stays_refused(
    county: County,
) -> None:
    handover = refused(county)
    supervision = begun(
        county, "filing_supervision", "procurator", "open", roots={"parent_id": handover.pk}
    )
    go(county, supervision, "chief_procurator", "demand_reasons", subject="not_filed")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "procurator", "accept_reasons")
    go(county, supervision, "procurator", "notify")
    assert (state(supervision), state(handover)) == ("closed", "not_filed_final")


def test_who_isn_t_prosecuted_is_passed_on_for_a_penalty(county: County) -> None:
    handover = handed_over(county)
    go(county, handover, "police_intake", "sign", economic="no")
    go(county, handover, "police_leader", "file")
    party = county.case.parties.first()
    assert party is not None
    track = {"parent_id": handover.pk, "party_id": party.pk}
    suspect = begun(county, "suspect", "police_handler", roots=track)
    go(county, suspect, "police_leader", "request_prosecution")
    go(county, suspect, "chief_procurator", "not_prosecute", review_penalty="yes")
    reverse = Referral.objects.get(flow="reverse", parent=suspect)
    assert reverse.state == "intake"
    assert "rv.internal" in clocks(reverse)
    go(county, reverse, "procurator", "take_in")
    go(county, reverse, "procurator", "suspend")
    assert clocks(reverse)["rv.review"].paused_on is not None
    go(county, reverse, "procurator", "resume")
    assert clocks(reverse)["rv.review"].paused_on is None
    go(county, reverse, "chief_procurator", "issue_opinion", receiver=county.market.pk)
    go(county, reverse, "market_intake", "sign")
    assert "rv.reply" in clocks(reverse)
    with pytest.raises(Invalid, match="尚未届满"):
        go(county, reverse, "chief_procurator", "escalate_silence")
    go(county, reverse, "clerk", "accept")
    go(county, reverse, "clerk", "reply", result="penalised")
    go(county, reverse, "procurator", "verify")
    assert state(reverse) == "closed"


def test_enforcement_is_written_into_the_case(county: County, moved_clock: MovedClock) -> None:
    county.case = recorded(county.clerk, decision_number=PENALTY)
    moved_clock.to(dt.date(2026, 12, 20))
    run = begun(county, "non_litigation", "clerk")
    go(county, run, "clerk", "remind")
    go(county, run, "clerk", "reminder_served")
    case = Case.objects.get(pk=county.case.pk)
    assert case.execution_status == "reminded"
    assert list(case.steps.values_list("kind", flat=True)) == ["reminder"]
    with pytest.raises(Invalid, match="才能申请"):
        go(county, run, "leader", "apply")
    moved_clock.to(dt.date(2027, 1, 20))
    go(county, run, "leader", "apply", receiver=county.court.pk)
    assert Case.objects.get(pk=county.case.pk).execution_status == "applied"
    on_case = Clock.objects.filter(
        subject_type="case", subject_id=county.case.pk, rule_key="nl.apply"
    )
    assert on_case.get().closed_on is not None
    go(county, run, "court_intake", "sign")
    go(county, run, "court_intake", "accept")
    go(county, run, "judge", "hear")
    assert {"nl.ruling_heard"} == clocks(run).keys() & {"nl.ruling", "nl.ruling_heard"}
    go(county, run, "judge", "grant", executor="court", urgent="no")
    go(county, run, "enforcement_judge", "execute")
    first = clocks(run)["nl.exec_finish"].due_on
    go(county, run, "court_leader", "extend")
    assert clocks(run)["nl.exec_finish_ext"].started_on == first
    go(county, run, "enforcement_judge", "collect", paid="2000")
    go(county, run, "enforcement_judge", "end_this_run")
    go(county, run, "enforcement_judge", "resume_run")
    with pytest.raises(Invalid, match="不足以缴清"):
        go(county, run, "enforcement_judge", "finish", paid=None, paid_on=None)
    go(county, run, "enforcement_judge", "finish", paid="3000", paid_on="2027-01-20")
    case = Case.objects.get(pk=county.case.pk)
    assert case.paid_total == Decimal(5000)
    assert (state(run), case.execution_status) == ("executed", "performed")


def test_nothing_is_enforced_before_the_days_to_pay_are_over(
    county: County, moved_clock: MovedClock
) -> None:
    county.case = recorded(county.clerk, decision_number=PENALTY)
    moved_clock.to(dt.date(2026, 6, 18))
    with pytest.raises(Invalid, match="缴款期限"):
        begun(county, "non_litigation", "clerk")


def test_a_consultation_closes_when_all_that_was_advised_is_settled(county: County) -> None:
    asked = begun(
        county, "consultation", "clerk", "ask_procuratorate", receiver=county.procuratorate.pk
    )
    go(county, asked, "procurator", "answer")
    with pytest.raises(Invalid, match="跟进"):
        go(county, asked, "clerk", "follow_up")
    item = add_follow_up(
        actor=county.procurator,
        referral_id=asked.pk,
        task="补充提取进货台账",
        due_on=dt.date(2027, 1, 15),
        owner_id=county.market.pk,
    )
    go(county, asked, "clerk", "follow_up")
    with pytest.raises(Invalid, match="没有办结"):
        go(county, asked, "clerk", "close")
    assert [each.id for each in open_follow_ups(county.clerk)] == [item.pk]
    settle_follow_up(actor=county.clerk, follow_up_id=item.pk, remark="已提取并入卷")
    go(county, asked, "clerk", "close")
    assert follow_ups_of(county.clerk, asked.pk)[0].remark == "已提取并入卷"
    assert follow_ups_of(county.urban_clerk, asked.pk) == []
