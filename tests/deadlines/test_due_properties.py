"""The count against an independent one that walks day by day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from deadlines.due import due
from deadlines.workdays import WorkCalendar
from tests.deadlines.calendars import naive_months, naive_working_days, official

DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
AMOUNTS = st.integers(1, 400)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def is_free(calendar: WorkCalendar, day: date) -> bool:
    return naive_working_days(calendar, day - timedelta(days=1), 1) != day


@given(DAYS, AMOUNTS)
def test_working_days_equal_a_count_by_hand(start: date, amount: int) -> None:
    end = due(start, amount=amount, unit="working_day", calendar=official())
    assert end.on == naive_working_days(official(), start, amount)


@given(DAYS, AMOUNTS)
def test_working_days_back_equal_a_count_by_hand(start: date, amount: int) -> None:
    end = due(start, amount=-amount, unit="working_day", calendar=official())
    assert end.on == naive_working_days(official(), start, -amount)


@given(st.dates(date(1985, 1, 1), date(2080, 1, 1)), st.integers(-80, 80).filter(bool))
def test_working_days_far_from_the_known_years_equal_a_count_by_hand(
    start: date, amount: int
) -> None:
    end = due(start, amount=amount, unit="working_day", calendar=WorkCalendar())
    assert end.on == naive_working_days(WorkCalendar(), start, amount)


@given(DAYS, AMOUNTS)
def test_calendar_days_end_on_the_first_worked_day_from_the_last_one(
    start: date, amount: int
) -> None:
    end = due(start, amount=amount, unit="calendar_day", calendar=official())
    raw = start
    for _ in range(amount):
        raw += timedelta(days=1)
    assert end.raw == raw
    assert not is_free(official(), end.on)
    skipped = [raw + timedelta(days=n) for n in range((end.on - raw).days)]
    assert all(is_free(official(), day) for day in skipped)


@given(DAYS, st.integers(1, 60))
def test_months_equal_a_walk_over_the_months(start: date, months: int) -> None:
    end = due(start, amount=months, unit="month", calendar=official())
    assert end.raw == naive_months(start, months)


@given(DAYS, st.integers(1, 5))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    one = due(start, amount=years, unit="year", calendar=official())
    other = due(start, amount=12 * years, unit="month", calendar=official())
    assert one == other


@given(DAYS, st.integers(1, 200), st.sampled_from(["working_day", "calendar_day", "month"]))
def test_a_later_start_never_ends_earlier(start: date, amount: int, unit: str) -> None:
    first = due(start, amount=amount, unit=unit, calendar=official())
    second = due(start + timedelta(days=1), amount=amount, unit=unit, calendar=official())
    assert first.on <= second.on


@given(DAYS, AMOUNTS, st.sampled_from(["working_day", "calendar_day"]))
def test_a_certain_answer_touches_only_published_years(start: date, amount: int, unit: str) -> None:
    end = due(start, amount=amount, unit=unit, calendar=official())
    first = start if unit == "working_day" else end.raw
    touched = {first + timedelta(days=n) for n in range((end.on - first).days + 1)}
    if not end.provisional:
        assert {day.year for day in touched} <= official().published


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2028, 1, 1), timezones=st.just(SHANGHAI)),
    st.integers(1, 200),
)
def test_hours_give_the_full_time_and_less_than_an_hour_more(start: datetime, hours: int) -> None:
    end = due(start, amount=hours, unit="hour", calendar=official())
    assert end.at is not None
    assert timedelta(0) < end.at - start - timedelta(hours=hours) <= timedelta(hours=1)
    assert end.at.minute == end.at.second == end.at.microsecond == 0
