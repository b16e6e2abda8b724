"""What the conditions of the flows refuse, each told in words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from agencies.models import Person
from cases.inputs import MeasureInput
from cases.models import Case, Payment
from cases.services import record_case
from deadlines import reference
from deadlines.models import Clock
from referrals.edges import follow_flows
from referrals.errors import Invalid, NotAllowed
from referrals.models import Referral
from referrals.policies import visible_rows
from referrals.selectors.actions import actions_of
from referrals.services.becoming_ready import become_ready
from tests.cases.factory import agreement, investigation, recorded
from tests.conftest import MovedClock
from tests.referrals.county import County, make_county
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db

PENALTY = "宁市监罚决字〔2026〕78号"


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


def submitted(county: County, clue_type: str, **said: Any) -> Referral:
    clue = begun(county, "clue", "clerk", clue_type=clue_type, roots={})
    return go(county, clue, "clerk", "submit", **said)


@pytest.mark.parametrize(
    ("clue_type", "receiver"),
    [
        ("public_interest", "justice"),
        ("normative_conflict", "procuratorate"),
        ("non_litigation", "police"),
        ("irregular", "police"),
        ("other_agency", "justice"),
    ],
)
def test_a_clue_goes_nowhere_but_where_its_type_goes(
    county: County, clue_type: str, receiver: str
) -> None:
    with pytest.raises(Invalid, match="应当移送"):
        submitted(county, clue_type, receiver=getattr(county, receiver).pk, supervisor=None)


def test_a_clue_on_a_crime_goes_to_the_police_with_a_copy_to_the_procuratorate(
    county: County,
) -> None:
    with pytest.raises(Invalid, match="抄送检察院"):
        submitted(county, "crime", receiver=county.police.pk)
    clue = submitted(county, "crime", receiver=county.police.pk, supervisor=county.procuratorate.pk)
    told = {"receiver": county.police.pk, "supervisor": county.procuratorate.pk}
    go(county, clue, "leader", "approve", **told)
    assert visible_rows(county.procurator).filter(referral=clue).exists()


def test_a_clue_of_another_type_is_copied_to_nobody(county: County) -> None:
    clue = submitted(county, "normative_conflict", receiver=county.justice.pk)
    go(county, clue, "leader", "approve", receiver=county.justice.pk)
    assert not visible_rows(county.procurator).filter(referral=clue).exists()


def test_a_clue_runs_from_the_form_to_the_feedback(county: County) -> None:
    clue = submitted(county, "irregular", receiver=county.justice.pk)
    go(county, clue, "leader", "approve", receiver=county.justice.pk)
    go(county, clue, "justice_officer", "sign")
    go(county, clue, "justice_leader", "assign", handler=county.justice_officer.pk)
    go(county, clue, "justice_officer", "ask_more")
    go(county, clue, "clerk", "supply")
    go(county, clue, "justice_leader", "open_case")
    go(county, clue, "clerk", "object", office=county.coordination.pk)
    go(county, clue, "coordinator", "settle")
    go(county, clue, "justice_leader", "open_case")
    with pytest.raises(Invalid, match="提出监督意见"):
        go(county, clue, "justice_officer", "give_feedback", result="penalised")
    go(county, clue, "justice_officer", "give_feedback", result="duties_settled")
    go(county, clue, "clerk", "close")
    assert state(clue) == "closed"


def test_a_clue_isn_t_forwarded_to_who_has_it(county: County) -> None:
    clue = submitted(county, "irregular", receiver=county.justice.pk)
    go(county, clue, "leader", "approve", receiver=county.justice.pk)
    go(county, clue, "justice_officer", "sign")
    with pytest.raises(Invalid, match="其他机关"):
        go(county, clue, "justice_leader", "forward", receiver=county.justice.pk)
    go(county, clue, "justice_leader", "forward", receiver=county.procuratorate.pk)
    go(county, clue, "procuratorate_intake", "sign")
    assert state(clue) == "received"


def test_a_discipline_clue_is_seen_by_one_person_of_the_sender(county: County) -> None:
    clue = begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    go(county, clue, "leader", "send", receiver=county.discipline.pk)
    go(county, clue, "discipline_intake", "sign")
    sees = {who for who, person in county.people.items() if _sees(person, clue)}
    assert sees & {"leader", "clerk", "clerk_b", "legal_reviewer"} == {"leader"}
    assert not sees & {"procurator", "justice_officer", "coordinator", "system_admin"}
    assert "dc.opinion" in _rules(clue)
    go(county, clue, "discipline_officer", "dispose")
    go(county, clue, "discipline_officer", "give_feedback")
    assert state(clue) == "feedback_given"


def test_a_clerk_can_t_begin_a_discipline_clue(county: County) -> None:
    with pytest.raises(NotAllowed):
        begun(county, "discipline", "clerk", roots={}, receiver=county.discipline.pk)


def test_filing_that_was_wrong_is_withdrawn_after_reconsideration(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    go(county, handover, "police_intake", "sign", economic="no")
    go(county, handover, "police_leader", "file")
    supervision = begun(
        county, "filing_supervision", "procurator", "open", roots={"parent_id": handover.pk}
    )
    assert state(handover) == "filed"
    go(county, supervision, "chief_procurator", "demand_reasons", subject="wrongly_filed")
    go(county, supervision, "police_leader", "explain")
    with pytest.raises(Invalid, match="撤销案件"):
        go(county, supervision, "chief_procurator", "order_filing")
    go(county, supervision, "chief_procurator", "order_withdrawal")
    go(county, supervision, "police_leader", "ask_reconsideration")
    go(county, supervision, "chief_procurator", "uphold_withdrawal")
    go(county, supervision, "police_leader", "withdraw_case")
    assert (state(supervision), state(handover)) == ("withdrawn", "withdrawn")
    back = begun(
        county, "reverse_direct", "police_leader", roots={"parent_id": handover.pk},
        receiver=county.market.pk, drunk_driving="no",
    )  # fmt: skip
    go(county, back, "market_intake", "sign")
    go(county, back, "clerk", "accept")
    assert (state(back), state(handover)) == ("accepted", "admin_resumed")
    assert Case.objects.get(pk=county.case.pk).outcome == ""


def test_police_are_corrected_only_after_fifteen_days(
    county: County, moved_clock: MovedClock
) -> None:
    agreement(county.world)
    county.case = record_case(actor=county.clerk, data=investigation())
    supervision = begun(
        county, "filing_supervision", "procurator", "open", receiver=county.police.pk
    )
    go(county, supervision, "chief_procurator", "demand_reasons", subject="not_filed")
    with pytest.raises(Invalid, match="尚未届满"):
        go(county, supervision, "chief_procurator", "order_filing")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_filing")
    with pytest.raises(Invalid, match="尚未届满"):
        go(county, supervision, "chief_procurator", "correct")


def test_a_drunk_driver_s_licence_goes_first(county: County) -> None:
    said = {"receiver": county.market.pk, "drunk_driving": "yes", "roots": {}}
    with pytest.raises(Invalid, match="吊销"):
        begun(county, "reverse_direct", "police_leader", **said)
    with pytest.raises(Invalid, match="吊销"):
        begun(
            county, "reverse_direct", "police_leader",
            decided_on="2026-03-02", licence_revoked_on="2026-03-03", **said,
        )  # fmt: skip
    back = begun(
        county, "reverse_direct", "police_leader",
        decided_on="2026-03-02", licence_revoked_on="2026-03-01", **said,
    )  # fmt: skip
    assert state(back) == "sent"


def reminded(county: County, moved_clock: MovedClock, **said: Any) -> Referral:
    county.case = recorded(county.clerk, decision_number=PENALTY, **said)
    moved_clock.to(dt.date(2026, 12, 20))
    run = begun(county, "non_litigation", "clerk")
    go(county, run, "clerk", "remind")
    return go(county, run, "clerk", "reminder_served")


def test_the_platform_tells_from_when_the_court_may_be_asked(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    assert become_ready() == 0
    moved_clock.to(dt.date(2027, 1, 20))
    assert become_ready() == 1
    assert state(run) == "ready"
    assert become_ready() == 0


def test_an_agency_without_power_of_its_own_goes_to_the_court(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    moved_clock.to(dt.date(2027, 1, 20))
    with pytest.raises(Invalid, match="没有行政强制执行权"):
        go(county, run, "leader", "enforce", enforce_from="2027-01-20")


def test_what_was_seized_may_be_sold_by_any_agency(county: County, moved_clock: MovedClock) -> None:
    seized = MeasureInput(kind="seize", object_text="糕点", started_on=dt.date(2026, 5, 6))
    run = reminded(county, moved_clock, measures=(seized,))
    moved_clock.to(dt.date(2027, 1, 20))
    go(county, run, "leader", "enforce", enforce_from="2027-01-20")
    assert Case.objects.get(pk=county.case.pk).execution_status == "applied"
    go(county, run, "clerk", "performed", paid="5000", paid_on="2027-01-20")
    assert state(run) == "performed"
    assert Payment.objects.get(case=county.case).amount == 5000


def test_what_is_still_owed_isn_t_executed(county: County, moved_clock: MovedClock) -> None:
    seized = MeasureInput(kind="seize", object_text="糕点", started_on=dt.date(2026, 5, 6))
    run = reminded(county, moved_clock, measures=(seized,))
    moved_clock.to(dt.date(2027, 1, 20))
    go(county, run, "leader", "enforce", enforce_from="2027-01-20")
    case = Case.objects.get(pk=county.case.pk)
    assert case.get_execution_status_display() == "已进入强制执行"
    go(county, run, "clerk", "collect_own", paid="2000", paid_on="2027-01-20", receipt_no="1")
    with pytest.raises(Invalid, match="不足"):
        go(county, run, "clerk", "finish_own", done_on="2027-01-20")
    go(county, run, "clerk", "collect_own", paid="3000", paid_on="2027-01-20", receipt_no="2")
    go(county, run, "clerk", "finish_own", done_on="2027-01-20")
    assert state(run) == "executed"


def test_a_fine_that_isn_t_covered_isn_t_performed(county: County, moved_clock: MovedClock) -> None:
    run = reminded(county, moved_clock)
    with pytest.raises(Invalid, match="不足"):
        go(county, run, "clerk", "performed", paid="4999.99", paid_on="2026-12-20")


def test_payment_is_asked_for_by_the_form_and_not_before_it(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    found = {each.name: each for each in actions_of(county.people["clerk"], run.pk)}
    assert found["performed"].allowed


def test_both_ways_to_the_higher_court_lead_on(county: County, moved_clock: MovedClock) -> None:
    run = reminded(county, moved_clock)
    moved_clock.to(dt.date(2027, 1, 20))
    go(county, run, "leader", "apply", receiver=county.court.pk)
    go(county, run, "court_intake", "sign")
    go(county, run, "court_intake", "not_accept")
    go(county, run, "leader", "ask_reconsideration")
    go(county, run, "clerk", "higher_received")
    assert "nl.refuse_recon_decide" in _rules(run)
    go(county, run, "clerk", "higher_accept")
    go(county, run, "judge", "deny")
    go(county, run, "leader", "ask_reconsideration_denial")
    go(county, run, "clerk", "higher_grant", executor="government")
    with pytest.raises(Invalid, match="行政机关组织实施"):
        go(county, run, "enforcement_judge", "execute")
    go(county, run, "leader", "execute_government")
    go(county, run, "leader", "executed_government")
    assert state(run) == "executed"


def test_an_application_that_is_withdrawn_lets_the_period_to_apply_run_on(
    county: County, moved_clock: MovedClock
) -> None:
    run = reminded(county, moved_clock)
    moved_clock.to(dt.date(2027, 1, 20))
    go(county, run, "leader", "apply", receiver=county.court.pk)
    go(county, run, "court_intake", "sign")
    go(county, run, "leader", "withdraw_application")
    case = Case.objects.get(pk=county.case.pk)
    assert (state(run), case.execution_status) == ("reminded", "reminded")
    period = Clock.objects.get(subject_type="case", subject_id=case.pk, rule_key="nl.apply")
    assert period.closed_on is None


def _sees(person: Person, referral: Referral) -> bool:
    return visible_rows(person).filter(referral=referral).exists()


def _rules(referral: Referral) -> set[str]:
    running = Clock.objects.filter(
        subject_type="referral", subject_id=referral.pk, closed_on__isnull=True
    )
    return set(running.values_list("rule_key", flat=True))
