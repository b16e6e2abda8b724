"""Days that do not count, and time that was added."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from deadlines.counting import Extension, Interval, Period, due
from tests.deadlines.calendars import official

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINETY = Period(90, "calendar_day")


def test_an_appraisal_moves_the_end_by_its_days() -> None:
    # 2026-03-02 plus 90 days is Sunday 05-31; ten days of appraisal make it 06-10.
    appraisal = Interval(date(2026, 3, 10), date(2026, 3, 19))
    end = due(date(2026, 3, 2), NINETY, calendar=official(), pauses=[appraisal])
    assert (end.raw, end.on) == (date(2026, 6, 10), date(2026, 6, 10))


def test_overlapping_exclusions_count_once() -> None:
    pauses = [
        Interval(date(2026, 3, 10), date(2026, 3, 19)),
        Interval(date(2026, 3, 15), date(2026, 3, 21)),
    ]
    end = due(date(2026, 3, 2), NINETY, calendar=official(), pauses=pauses)
    assert end.raw == date(2026, 6, 12)


def test_days_outside_the_period_change_nothing() -> None:
    pauses = [
        Interval(date(2026, 2, 1), date(2026, 3, 2)),
        Interval(date(2026, 6, 2), date(2026, 6, 30)),
    ]
    end = due(date(2026, 3, 2), NINETY, calendar=official(), pauses=pauses)
    assert (end.raw, end.on) == (date(2026, 5, 31), date(2026, 6, 1))


def test_days_reached_by_the_move_move_it_again() -> None:
    # Two months from 01-05 end on 03-05; five days push it into the second exclusion.
    pauses = [
        Interval(date(2026, 2, 2), date(2026, 2, 6)),
        Interval(date(2026, 3, 9), date(2026, 3, 11)),
    ]
    end = due(date(2026, 1, 5), Period(2, "month"), calendar=official(), pauses=pauses)
    assert end.raw == date(2026, 3, 13)


def test_a_last_day_does_not_move_on_to_an_excluded_day() -> None:
    # The end is Saturday 03-07; Monday and Tuesday are excluded.
    pause = Interval(date(2026, 3, 8), date(2026, 3, 10))
    end = due(date(2026, 3, 2), Period(5, "calendar_day"), calendar=official(), pauses=[pause])
    assert (end.raw, end.on) == (date(2026, 3, 7), date(2026, 3, 11))


def test_working_days_inside_an_exclusion_do_not_count() -> None:
    pause = Interval(date(2026, 3, 4), date(2026, 3, 8))
    end = due(date(2026, 3, 2), Period(3, "working_day"), calendar=official(), pauses=[pause])
    assert end.on == date(2026, 3, 10)


def test_an_extension_counts_on_from_the_end_before_roll_over() -> None:
    # 30 days from 2026-04-04 end on Monday 05-04, a holiday; 30 more end on 06-03.
    end = due(
        date(2026, 4, 4),
        Period(30, "calendar_day"),
        calendar=official(),
        extensions=[Extension(30, "calendar_day")],
    )
    assert (end.raw, end.on) == (date(2026, 6, 3), date(2026, 6, 3))


def test_hours_stand_still_on_an_excluded_day() -> None:
    start = datetime(2026, 3, 2, 20, 30, tzinfo=SHANGHAI)
    pause = Interval(date(2026, 3, 3), date(2026, 3, 3))
    end = due(start, Period(24, "hour"), calendar=official(), pauses=[pause])
    assert end.at == datetime(2026, 3, 4, 21, tzinfo=SHANGHAI)


def test_an_exclusion_that_still_runs_has_no_end() -> None:
    with pytest.raises(ValueError, match="still runs"):
        due(
            date(2026, 3, 2),
            NINETY,
            calendar=official(),
            pauses=[Interval(date(2026, 3, 10), None)],
        )


def test_an_exclusion_cannot_end_before_it_begins() -> None:
    pause = Interval(date(2026, 3, 10), date(2026, 3, 9))
    with pytest.raises(ValueError, match="before it begins"):
        due(date(2026, 3, 2), NINETY, calendar=official(), pauses=[pause])


@pytest.mark.parametrize(
    ("period", "extension"),
    [
        (NINETY, Extension(24, "hour")),
        (Period(24, "hour"), Extension(1, "working_day")),
        (Period(-7, "working_day"), Extension(1, "working_day")),
        (NINETY, Extension(-5, "calendar_day")),
        (NINETY, Extension(0, "calendar_day")),
    ],
)
def test_it_refuses_what_cannot_be_counted_on(period: Period, extension: Extension) -> None:
    start = datetime(2026, 3, 2, 20, 30, tzinfo=SHANGHAI)
    with pytest.raises(ValueError, match=r"hours and days|extension|nothing"):
        due(start, period, calendar=official(), extensions=[extension])
