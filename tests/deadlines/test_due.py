"""The count of days against worked examples of the statutes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from deadlines.counting import Due, Period, due, in_time
from deadlines.workdays import WorkCalendar
from tests.deadlines.calendars import official

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "raw", "on"),
    [
        (date(2024, 9, 9), 90, "calendar_day", date(2024, 12, 8), date(2024, 12, 9)),
        (date(2026, 2, 10), 7, "working_day", date(2026, 2, 26), date(2026, 2, 26)),
        (date(2026, 2, 10), 10, "working_day", date(2026, 3, 2), date(2026, 3, 2)),
        (date(2025, 9, 25), 10, "working_day", date(2025, 10, 15), date(2025, 10, 15)),
        (date(2026, 4, 3), 3, "calendar_day", date(2026, 4, 6), date(2026, 4, 7)),
        (date(2026, 4, 3), 3, "working_day", date(2026, 4, 9), date(2026, 4, 9)),
        (date(2025, 8, 31), 6, "month", date(2026, 2, 28), date(2026, 2, 28)),
        (date(2025, 12, 31), 2, "month", date(2026, 2, 28), date(2026, 2, 28)),
        (date(2025, 3, 10), 15, "calendar_day", date(2025, 3, 25), date(2025, 3, 25)),
        (date(2025, 3, 10), 6, "month", date(2025, 9, 10), date(2025, 9, 10)),
        (date(2025, 9, 10), 3, "month", date(2025, 12, 10), date(2025, 12, 10)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28), date(2025, 2, 28)),
        # Counted back from a hearing on the first day after the Spring Festival.
        (date(2026, 2, 24), -7, "working_day", date(2026, 2, 6), date(2026, 2, 6)),
    ],
)
def test_it_ends_on_the_day_of_the_golden_examples(
    start: date, amount: int, unit: str, raw: date, on: date
) -> None:
    end = due(start, Period(amount, unit), calendar=official())
    assert (end.raw, end.on, end.provisional) == (raw, on, False)


def test_hours_start_with_the_next_hour_and_run_through_a_holiday() -> None:
    start = datetime(2026, 2, 14, 10, 20, tzinfo=SHANGHAI)
    end = due(start, Period(24, "hour"), calendar=official())
    assert end.at == datetime(2026, 2, 15, 11, tzinfo=SHANGHAI)
    assert end.on == date(2026, 2, 15)


def test_hours_need_a_moment_with_a_time_zone() -> None:
    for start in (date(2026, 2, 14), datetime(2026, 2, 14, 10)):
        with pytest.raises(ValueError, match="moment"):
            due(start, Period(24, "hour"), calendar=official())


def test_an_event_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="event"):
        due(date(2026, 1, 5), Period(1, "event"), calendar=official())


def test_a_period_in_custody_does_not_roll_over() -> None:
    in_custody = Period(3, "calendar_day", rolls_over=False)
    end = due(date(2026, 4, 3), in_custody, calendar=official())
    assert end.on == date(2026, 4, 6)


def test_a_period_counted_back_never_moves_closer_to_the_event() -> None:
    end = due(date(2026, 4, 9), Period(-5, "calendar_day"), calendar=official())
    assert end.on == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "provisional"),
    [
        (date(2026, 11, 20), 30, "calendar_day", False),
        (date(2026, 11, 20), 42, "calendar_day", True),
        (date(2026, 12, 10), 5, "working_day", False),
        (date(2026, 12, 10), 20, "working_day", True),
        # The notice for 2027 may yet make the last days of 2026 a holiday.
        (date(2026, 12, 1), 30, "calendar_day", True),
        (date(2024, 12, 1), 30, "calendar_day", False),
        (date(2027, 3, 1), -3, "working_day", True),
    ],
)
def test_it_is_provisional_when_a_notice_is_missing(
    start: date, amount: int, unit: str, provisional: bool
) -> None:
    assert due(start, Period(amount, unit), calendar=official()).provisional is provisional


def test_2027_already_keeps_the_fixed_holidays() -> None:
    end = due(date(2027, 2, 1), Period(4, "calendar_day"), calendar=official())
    assert (end.raw, end.on, end.provisional) == (date(2027, 2, 5), date(2027, 2, 9), True)


def test_an_empty_calendar_knows_weekends_and_is_never_certain() -> None:
    end = due(date(2026, 2, 13), Period(1, "working_day"), calendar=WorkCalendar())
    assert (end.on, end.provisional) == (date(2026, 2, 16), True)


def test_a_decision_is_made_on_the_day_printed_on_it() -> None:
    # Filed 2024-09-09: the oral notice of November does not help a document of 12-11 (R9).
    end = due(date(2024, 9, 9), Period(90, "calendar_day"), calendar=official())
    assert in_time(date(2024, 12, 9), None, end)
    assert not in_time(date(2024, 12, 11), None, end)


def test_what_was_posted_counts_on_the_day_of_posting() -> None:
    end = Due(on=date(2026, 4, 7), raw=date(2026, 4, 6), provisional=False)
    assert in_time(date(2026, 4, 10), date(2026, 4, 7), end)
    assert not in_time(date(2026, 4, 10), date(2026, 4, 8), end)


def test_hours_are_kept_or_missed_by_the_minute() -> None:
    start = datetime(2026, 2, 14, 10, 20, tzinfo=SHANGHAI)
    end = due(start, Period(24, "hour"), calendar=official())
    assert in_time(datetime(2026, 2, 15, 11, 0, tzinfo=SHANGHAI), None, end)
    assert not in_time(datetime(2026, 2, 15, 11, 1, tzinfo=SHANGHAI), None, end)
    # A day alone is not held against anybody before it is over.
    assert in_time(date(2026, 2, 15), None, end)
