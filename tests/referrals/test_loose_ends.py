"""What comes between the steps: other agencies, other orders, days that are entered later."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from agencies.models import Agency
from agencies.services import update_agency
from cases.models import Case
from cases.services import record_case
from core.clock import current_day
from deadlines import reference
from deadlines.models import Clock
from referrals.edges import follow_flows
from referrals.errors import Invalid, NotAllowed
from referrals.flows.table import TAKE_BACK
from referrals.models import Referral
from referrals.selectors.actions import start_actions
from referrals.services import perform
from tests.cases.factory import investigation
from tests.conftest import MovedClock
from tests.referrals.county import County, make_county
from tests.referrals.driving import begun, go

pytestmark = pytest.mark.django_db


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


def clock(referral: Referral, rule: str) -> Clock:
    """The latest period of this rule."""
    found = Clock.objects.filter(
        subject_type="referral", subject_id=referral.pk, rule_key=rule, void=False
    )
    return found.latest("pk")


def under_review(county: County, **said: Any) -> Referral:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    return go(county, handover, "police_intake", "sign", **{"economic": "no"} | said)


def refused(county: County) -> Referral:
    return go(county, under_review(county), "police_leader", "not_file")


def taken_back(county: County, referral: Referral) -> None:
    perform(
        actor=county.clerk,
        referral_id=referral.pk,
        transition=TAKE_BACK,
        version=None,
        values={"reason": "误操作"},
    )


def test_what_the_police_send_to_another_agency_is_taken_on_there(county: County) -> None:
    handover = refused(county)
    sent = begun(
        county,
        "reverse_direct",
        "police_handler",
        roots={"parent_id": handover.pk},
        receiver=county.agencies["urban"].pk,
        drunk_driving="no",
    )
    go(county, sent, "urban_clerk", "sign")
    go(county, sent, "urban_clerk", "accept")
    assert state(sent) == "accepted"
    assert state(handover) == "not_filed"


def test_police_told_to_file_after_supervision_began_early_have_filed(county: County) -> None:
    handover = refused(county)
    go(county, handover, "clerk", "ask_reconsideration")
    supervision = begun(
        county, "filing_supervision", "procurator", "open", roots={"parent_id": handover.pk}
    )
    go(county, handover, "police_leader", "reconsider_uphold")
    go(county, supervision, "chief_procurator", "demand_reasons", subject="not_filed")
    go(county, supervision, "police_leader", "explain")
    go(county, supervision, "chief_procurator", "order_filing")
    go(county, supervision, "police_leader", "file")
    assert state(handover) == "filed"


@pytest.mark.parametrize("days", [-40, 3])
def test_a_day_on_which_no_review_stands_still_is_refused_with_a_word(
    county: County, days: int
) -> None:
    reverse = begun(county, "reverse", "procurator", roots={})
    go(county, reverse, "procurator", "take_in")
    day = current_day() + dt.timedelta(days=days)
    with pytest.raises(Invalid):
        go(county, reverse, "procurator", "suspend", suspended_on=day.isoformat())


def test_a_case_that_was_judicial_before_its_handover_stays_so_when_that_is_taken_back(
    county: County,
) -> None:
    data = investigation(outcome="to_judicial", decided_on=current_day(), decision_number="移1号")
    county = replace(county, case=record_case(actor=county.clerk, data=data))
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    taken_back(county, handover)
    case = Case.objects.get(pk=county.case.pk)
    assert (case.outcome, case.decision_number) == ("to_judicial", "移1号")


def test_an_approval_in_time_that_is_entered_later_leaves_nobody_late(
    county: County, moved_clock: MovedClock
) -> None:
    handover = under_review(county)
    due = clock(handover, "cf.review").due_on
    moved_clock.to(due + dt.timedelta(days=1))
    go(county, handover, "police_leader", "extend_complex", approved_on=due.isoformat())
    ended = clock(handover, "cf.review")
    assert ended.closed_on == due


def test_seven_days_to_verify_are_taken_before_the_three_are_over(
    county: County, moved_clock: MovedClock
) -> None:
    handover = under_review(county)
    moved_clock.to(clock(handover, "cf.review").due_on + dt.timedelta(days=1))
    with pytest.raises(Invalid):
        go(county, handover, "police_leader", "verify")


@pytest.mark.parametrize("days", [0, -1])
def test_a_last_day_for_the_answer_lies_ahead(county: County, days: int) -> None:
    reverse = begun(county, "reverse", "procurator", roots={})
    go(county, reverse, "procurator", "take_in")
    day = current_day() + dt.timedelta(days=days)
    with pytest.raises(Invalid):
        go(county, reverse, "chief_procurator", "issue_opinion", reply_by=day.isoformat())


def test_a_handover_that_was_put_on_file_may_still_be_taken_back(county: County) -> None:
    handover = begun(county, "forward", "clerk", "suspect")
    go(county, handover, "clerk", "report")
    go(county, handover, "leader", "approve")
    go(county, handover, "clerk", "hand_over")
    go(county, handover, "clerk", "copy")
    for _once in range(2):
        taken_back(county, handover)
    assert state(handover) == "approved"


def test_police_who_overran_the_review_without_a_reason_are_corrected(county: County) -> None:
    handover = under_review(county)
    roots = {"parent_id": handover.pk}
    for subject, answer in (("overdue", "correction"), ("not_filed", "")):
        supervision = begun(county, "filing_supervision", "procurator", "open", roots=roots)
        go(county, supervision, "chief_procurator", "demand_reasons", subject=subject)
        with pytest.raises(Invalid):
            go(county, supervision, "chief_procurator", "correct")
        go(county, supervision, "police_leader", "explain")
        if answer:
            go(county, supervision, "chief_procurator", "correct")
            assert state(supervision) == answer
        else:
            with pytest.raises(Invalid):
                go(county, supervision, "chief_procurator", "correct")


@pytest.mark.parametrize(("today", "late"), [(19, False), (22, False), (23, True)])
def test_days_to_pay_that_end_on_a_day_off_end_on_the_next_workday(
    county: County, moved_clock: MovedClock, today: int, late: bool
) -> None:
    # Fifteen days from 4 June 2026 end on the 19th, the first of three days off.
    moved_clock.to(dt.date(2026, 6, today))
    Case.objects.filter(pk=county.case.pk).update(
        outcome="penalty", fine_total=1000, paid_total=0, served_on=dt.date(2026, 6, 4)
    )
    if late:
        assert state(begun(county, "non_litigation", "clerk")) == "overdue"
        return
    with pytest.raises(Invalid, match="缴款期限"):
        begun(county, "non_litigation", "clerk")


def test_an_agency_that_was_closed_holds_up_nobody_but_who_waits_for_it(county: County) -> None:
    handover = under_review(county)
    closed = [county.agencies[name].pk for name in ("procuratorate", "market")]
    Agency.objects.filter(pk__in=closed).update(is_active=False)
    with pytest.raises(Invalid, match="已停用"):
        go(county, handover, "police_leader", "not_file")
    go(county, handover, "police_leader", "file")
    assert state(handover) == "filed"


def test_nothing_goes_back_to_the_administration_while_the_police_still_examine(
    county: County,
) -> None:
    handover = under_review(county)
    roots = {"parent_id": handover.pk}
    said: dict[str, Any] = {
        "receiver": county.agencies["urban"].pk, "drunk_driving": "no", "roots": roots,
    }  # fmt: skip
    offered = {
        each.flow: each for each in start_actions(county.police_handler, parent_id=handover.pk)
    }
    assert offered["reverse_direct"].why_not
    with pytest.raises(NotAllowed, match="目前的状态"):
        begun(county, "reverse_direct", "police_handler", **said)
    go(county, handover, "police_leader", "not_file")
    assert state(begun(county, "reverse_direct", "police_handler", **said)) == "sent"


def test_an_agency_that_others_wait_for_isn_t_closed_without_a_word_of_what_waits(
    county: County,
) -> None:
    under_review(county)
    with pytest.raises(ValidationError, match="涉嫌犯罪案件移送1件"):
        update_agency(actor=None, agency=county.police, is_active=False)
    begun(county, "discipline", "leader", roots={}, receiver=county.discipline.pk)
    with pytest.raises(ValidationError, match="其他事项") as refused:
        update_agency(actor=None, agency=county.market, is_active=False)
    assert "线索" not in str(refused.value)
