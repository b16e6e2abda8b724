"""Days that come out wrong easily when several things happen to one case."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from cases.exporting.rows import _last_day
from cases.importing.holds import held
from cases.inputs import PaymentInput, RemedyInput
from cases.models import Case
from cases.selectors import lines_of, visible_cases
from cases.selectors.inputs import input_of
from cases.services import add_fact, record_case
from cases.services.correct import correct_case
from cases.services.periods import pause_period
from core.clock import current_moment
from deadlines.calendar import new_edition
from deadlines.models import CalendarDay, CalendarYear, Clock, DeadlineRule, LocalValue
from deadlines.services import check_overdue, recount_open_clocks
from tests.cases.factory import case_input, investigation, recorded
from tests.conftest import ClientAs
from tests.personas import World


def clock(case: Case, key: str) -> Clock:
    return Clock.objects.select_related("rule").get(subject_id=case.pk, rule_key=key)


def paused(world: World, first: date, last: date | None = None) -> Case:
    """A case filed on 6 May 2026, to be decided by 4 August, that waits for an appraisal."""
    case = record_case(actor=world.clerk, data=investigation())
    pause_period(
        actor=world.leader,
        case_id=case.pk,
        clock_id=clock(case, "ap.decision").pk,
        kind="appraisal",
        first=first,
        last=last,
        ground="委托检验",
        document="宁市监检委〔2026〕8号",
        approver=world.leader.name,
        approved_on=first,
    )
    return case


def decide(world: World, case: Case, day: date) -> None:
    decision = case_input()
    case.refresh_from_db()
    data = replace(
        input_of(case),
        outcome=decision.outcome,
        decision_number=decision.decision_number,
        decided_on=day,
        penalties=decision.penalties,
        bases=decision.bases,
    )
    correct_case(
        actor=world.clerk, case_id=case.pk, version=case.version, data=data, reason="作出决定"
    )


def test_money_that_comes_later_does_not_make_a_payment_late(world: World) -> None:
    case = recorded(world.clerk)
    for amount, day in ((5000, date(2026, 6, 10)), (100, date(2026, 8, 10))):
        paid = PaymentInput(amount=Decimal(amount), paid_on=day)
        add_fact(actor=world.clerk, case_id=case.pk, fact=paid)
    pay = clock(case, "ap.pay")
    assert (pay.closed_on, pay.ran_over) == (date(2026, 6, 10), False)


def test_the_last_of_several_parts_ends_the_period(world: World) -> None:
    case = recorded(world.clerk)
    for amount, day in ((3000, date(2026, 7, 10)), (2000, date(2026, 6, 10))):
        paid = PaymentInput(amount=Decimal(amount), paid_on=day)
        add_fact(actor=world.clerk, case_id=case.pk, fact=paid)
    pay = clock(case, "ap.pay")
    assert (pay.closed_on, pay.ran_over) == (date(2026, 7, 10), True)


def test_what_is_decided_while_the_period_stands_still_is_not_late(world: World) -> None:
    case = paused(world, date(2026, 7, 1))
    decide(world, case, date(2026, 9, 1))
    decision = clock(case, "ap.decision")
    assert (decision.closed_on, decision.ran_over) == (date(2026, 9, 1), False)


def test_what_is_decided_too_late_after_the_period_ran_on_is_late(world: World) -> None:
    case = paused(world, date(2026, 7, 1), date(2026, 7, 5))
    decide(world, case, date(2026, 9, 1))
    assert clock(case, "ap.decision").ran_over


def test_a_reconsideration_after_a_dismissed_suit_decides_from_when_to_apply(world: World) -> None:
    day = date
    suit = RemedyInput(
        kind="lawsuit",
        body="宁川县人民法院",
        filed_on=day(2026, 6, 10),
        decided_on=day(2026, 6, 20),
        outcome="upheld",
    )
    review = replace(
        suit,
        kind="reconsideration",
        body="宁川县人民政府",
        filed_on=day(2026, 6, 25),
        decided_on=day(2026, 8, 20),
    )
    case = recorded(world.clerk, remedies=(suit, review))
    assert clock(case, "nl.apply").started_on == day(2026, 9, 4)


def test_a_case_whose_period_was_paused_is_not_taken_back_with_its_file(world: World) -> None:
    case = paused(world, date(2026, 7, 1), date(2026, 7, 5))
    other = recorded(world.clerk)
    assert held([case.pk, other.pk]).keys() == {case.pk}


def test_a_ladder_that_cannot_be_read_does_not_hold_up_the_others(world: World) -> None:
    broken = record_case(actor=world.clerk, data=investigation())
    other = recorded(world.clerk)
    DeadlineRule.objects.filter(key="ap.decision").update(ladder="天天提醒")
    new_edition()
    done = check_overdue(current_moment() + timedelta(days=400))
    assert done.put_off == 1
    assert clock(broken, "ap.decision").failures == 1
    assert clock(other, "ap.pay").rung is not None


def test_the_months_to_apply_begin_later_when_a_new_holiday_moves_the_remedies(
    world: World,
) -> None:
    # Six months from 9 August end on 9 February 2027, a Tuesday.
    case = recorded(world.clerk, decided_on=date(2026, 8, 7), served_on=date(2026, 8, 9))
    CalendarDay.objects.filter(day__year=2027).delete()
    recount_open_clocks(actor=None, ground="no holidays")
    assert clock(case, "nl.apply").started_on == date(2027, 2, 9)
    CalendarYear.objects.filter(year=2027).update(published=True)
    off = [date(2027, 2, number) for number in range(6, 14)]
    CalendarDay.objects.bulk_create(
        CalendarDay(year_id=2027, day=day, is_working=False, name="春节") for day in off
    )
    recount_open_clocks(actor=None, ground="国务院办公厅通知")
    apply = clock(case, "nl.apply")
    assert (apply.started_on, apply.due_on) == (date(2027, 2, 15), date(2027, 5, 17))
    assert not apply.provisional


def test_other_systems_are_told_that_a_period_stands_still(
    world: World, client_as: ClientAs
) -> None:
    case = paused(world, date(2026, 7, 1))
    browser = client_as(world.clerk)
    (told,) = json.loads(browser.get(f"/api/v1/cases/{case.pk}/").content)["clocks"]
    assert (told["due_on"], told["paused_on"]) == (None, "2026-07-01")
    assert "2026-07-01起中止计算" in told["explanation"]
    (line,) = json.loads(browser.get("/api/v1/cases/").content)["items"]
    assert line["next_due_on"] is None
    (shown,) = lines_of(world.clerk, visible_cases(world.clerk))
    assert _last_day(shown.next_due) == "已中止"


def test_other_systems_are_told_of_the_period_that_the_county_set(
    world: World, client_as: ClientAs
) -> None:
    LocalValue.objects.create(
        key="ap.decision",
        amount=60,
        unit="calendar_day",
        effective_from=date(2026, 1, 1),
        ground="宁政发〔2026〕1号",
        set_by=world.system_admin,
        set_at=current_moment(),
    )
    new_edition()
    case = record_case(actor=world.clerk, data=investigation())
    (told,) = json.loads(client_as(world.clerk).get(f"/api/v1/cases/{case.pk}/").content)["clocks"]
    assert told["due_on"] == "2026-07-06"
    assert "60日" in told["explanation"]
