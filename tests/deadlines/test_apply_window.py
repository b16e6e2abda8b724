"""From when until when the court may be asked to enforce a fine."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.counting import ApplyFacts, ApplyPeriods, Period, apply_window
from tests.deadlines.calendars import official
from tests.deadlines.naive import naive_end, worked

SERVED = date(2025, 3, 10)
DECISION = ApplyFacts(served_on=SERVED)


def test_three_months_run_from_the_end_of_the_right_to_sue() -> None:
    window = apply_window(DECISION, official())
    assert (window.remedy_end, window.latest) == (date(2025, 9, 10), date(2025, 12, 10))
    assert window.earliest is None
    assert not window.provisional


def test_the_reminder_works_for_ten_working_days_first() -> None:
    # Ten working days from 2025-09-25 end on 10-15, beyond the National Day holiday.
    window = apply_window(replace(DECISION, reminded_on=date(2025, 9, 25)), official())
    assert window.earliest == date(2025, 10, 16)


def test_a_reminder_before_the_remedies_are_over_opens_nothing_earlier() -> None:
    window = apply_window(replace(DECISION, reminded_on=date(2025, 4, 1)), official())
    assert window.earliest == date(2025, 9, 11)


def test_a_last_day_of_the_party_moves_on_too() -> None:
    # Six months from 2025-04-03 are 10-03, inside a holiday until 10-08.
    window = apply_window(ApplyFacts(served_on=date(2025, 4, 3)), official())
    assert (window.remedy_end, window.latest) == (date(2025, 10, 9), date(2026, 1, 9))


def test_a_shorter_period_to_sue_still_leaves_the_sixty_days_of_reconsideration() -> None:
    facts = replace(DECISION, sue_period=Period(15, "calendar_day"))
    window = apply_window(facts, official())
    assert window.remedy_end == date(2025, 5, 9)
    assert window.latest == date(2025, 8, 11)


def test_after_reconsideration_fifteen_days_are_left() -> None:
    facts = replace(DECISION, reconsidered_on=date(2025, 6, 2))
    window = apply_window(facts, official())
    assert (window.remedy_end, window.latest) == (date(2025, 6, 17), date(2025, 9, 17))


def test_a_judgment_opens_the_way_at_once() -> None:
    facts = replace(DECISION, reconsidered_on=date(2025, 6, 2), judged_on=date(2025, 11, 3))
    window = apply_window(facts, official())
    assert (window.remedy_end, window.latest) == (date(2025, 11, 3), date(2026, 2, 3))


def test_a_party_that_was_not_told_has_a_year() -> None:
    facts = replace(DECISION, informed=False, known_on=date(2025, 3, 12))
    window = apply_window(facts, official())
    assert window.remedy_end == date(2026, 3, 12)


def test_a_party_told_later_has_its_period_from_then_within_the_year() -> None:
    told = replace(DECISION, informed=False, informed_on=date(2025, 4, 8))
    assert apply_window(told, official()).remedy_end == date(2025, 10, 9)
    late = replace(DECISION, informed=False, informed_on=date(2025, 12, 1))
    assert apply_window(late, official()).remedy_end == date(2026, 3, 10)


def test_a_deferral_starts_the_period_at_the_end_of_its_plan() -> None:
    facts = replace(DECISION, plan_end=date(2025, 12, 31))
    window = apply_window(facts, official())
    assert (window.remedy_end, window.start) == (date(2025, 9, 10), date(2025, 12, 31))
    assert window.latest == date(2026, 3, 31)


def test_a_deferral_that_ends_before_the_remedies_changes_nothing() -> None:
    facts = replace(DECISION, plan_end=date(2025, 5, 1))
    assert apply_window(facts, official()).latest == date(2025, 12, 10)


def test_the_last_day_for_a_reminder_leaves_exactly_one_day() -> None:
    window = apply_window(DECISION, official())
    on_time = apply_window(replace(DECISION, reminded_on=window.remind_by), official())
    too_late = apply_window(
        replace(DECISION, reminded_on=window.remind_by + timedelta(days=1)), official()
    )
    assert on_time.earliest is not None
    assert on_time.earliest <= on_time.latest
    assert not on_time.closed
    assert too_late.closed


def test_it_is_provisional_when_any_step_is() -> None:
    window = apply_window(ApplyFacts(served_on=date(2026, 5, 20)), official())
    assert (window.remedy_end, window.provisional) == (date(2026, 11, 20), True)


def test_every_step_says_what_runs_and_by_which_article() -> None:
    facts = replace(DECISION, plan_end=date(2025, 12, 31), reminded_on=date(2026, 1, 5))
    steps = apply_window(facts, official()).steps
    told = [(str(step.what), step.start, step.end) for step in steps]
    assert told == [
        ("申请行政复议", SERVED, date(2025, 5, 9)),
        ("提起行政诉讼", SERVED, date(2025, 9, 10)),
        ("暂缓或分期缴纳期限结束", date(2025, 12, 31), date(2025, 12, 31)),
        ("申请人民法院强制执行", date(2025, 12, 31), date(2026, 3, 31)),
        ("催告后等待", date(2026, 1, 5), date(2026, 1, 19)),
    ]
    assert all(str(step.article).startswith("《") for step in steps)


LATER = st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1))


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), LATER, LATER, LATER, st.booleans(), LATER)
def test_the_window_equals_the_formula_by_hand(
    served: date,
    reconsidered: date | None,
    plan_end: date | None,
    reminded: date | None,
    informed: bool,
    informed_on: date | None,
) -> None:
    facts = ApplyFacts(
        served_on=served,
        informed=informed,
        informed_on=informed_on,
        reconsidered_on=reconsidered,
        plan_end=plan_end,
        reminded_on=reminded,
    )
    window = apply_window(facts, official())

    def end(start: date, amount: int, unit: str) -> date:
        return naive_end(official(), start, [(amount, unit)])[1]

    if reconsidered:
        remedy_end = end(reconsidered, 15, "calendar_day")
    elif informed:
        remedy_end = max(end(served, 60, "calendar_day"), end(served, 6, "month"))
    else:
        remedy_end = end(served, 1, "year")
        if informed_on:
            told = max(end(informed_on, 60, "calendar_day"), end(informed_on, 6, "month"))
            remedy_end = min(told, remedy_end)
    start = max(remedy_end, plan_end or remedy_end)
    assert (window.remedy_end, window.start) == (remedy_end, start)
    assert window.latest == end(start, 3, "month")
    assert worked(official(), window.latest)
    if reminded is None:
        assert window.earliest is None
    else:
        waited = end(reminded, 10, "working_day")
        assert window.earliest == max(start, waited) + timedelta(days=1)
        assert window.closed is (reminded > window.remind_by)


@pytest.mark.parametrize("unit", ["hour", "event"])
def test_a_special_period_must_be_countable(unit: str) -> None:
    with pytest.raises(ValueError, match=r"moment|event"):
        apply_window(replace(DECISION, sue_period=Period(1, unit)), official())


@pytest.mark.parametrize("wait", [Period(10, "calendar_day"), Period(1, "month")])
def test_a_wait_that_the_county_counts_otherwise_leaves_its_own_last_day_to_remind(
    wait: Period,
) -> None:
    facts = replace(DECISION, periods=ApplyPeriods(reminder=wait))
    last = apply_window(facts, official()).remind_by
    on_time = apply_window(replace(facts, reminded_on=last), official())
    late = apply_window(replace(facts, reminded_on=last + timedelta(days=1)), official())
    assert (on_time.closed, late.closed) == (False, True)
