"""The count against an independent one that walks day by day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from deadlines.counting import Due, Extension, Interval, Period, Reason, days, due
from deadlines.workdays import WorkCalendar
from tests.deadlines.calendars import naive_months, naive_working_days, official
from tests.deadlines.naive import Span, naive_end, naive_hours, worked

DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
AMOUNTS = st.integers(1, 400)
DAY_UNITS = st.sampled_from(["working_day", "calendar_day", "month", "year"])
SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2028, 1, 1), timezones=st.just(SHANGHAI))


@st.composite
def lengths(draw: st.DrawFn) -> tuple[int, str]:
    unit = draw(DAY_UNITS)
    most = {"working_day": 90, "calendar_day": 120, "month": 12, "year": 2}[unit]
    return draw(st.integers(1, most)), unit


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Exclusions near 2018 to 2029: they may touch, overlap, or lie beside the period."""
    found = []
    for first in draw(st.lists(st.integers(0, 500), max_size=4)):
        begin = date(2025, 6, 1) + timedelta(days=first)
        found.append((begin, begin + timedelta(days=draw(st.integers(0, 45)))))
    return found


STARTS = st.dates(date(2025, 5, 1), date(2026, 10, 1))


def intervals(found: list[Span]) -> list[Interval]:
    return [Interval(first, last) for first, last in found]


@given(STARTS, lengths(), spans(), st.lists(lengths(), max_size=2), st.booleans())
def test_every_count_forward_equals_one_by_hand(
    start: date,
    length: tuple[int, str],
    found: list[Span],
    more: list[tuple[int, str]],
    rolls_over: bool,
) -> None:
    end = due(
        start,
        Period(*length, rolls_over),
        calendar=official(),
        pauses=intervals(found),
        extensions=[Extension(*extra) for extra in more],
    )
    by_hand = naive_end(official(), start, [length, *more], found, rolls_over=rolls_over)
    assert (end.raw, end.on) == by_hand


@given(STARTS, lengths(), spans())
def test_every_count_back_equals_one_by_hand(
    start: date, length: tuple[int, str], found: list[Span]
) -> None:
    amount, unit = length
    end = due(start, Period(-amount, unit), calendar=official(), pauses=intervals(found))
    assert (end.raw, end.on) == naive_end(official(), start, [(-amount, unit)], found)
    assert end.raw == end.on < start


@given(MOMENTS, st.integers(1, 200), spans())
def test_hours_equal_a_count_by_the_clock(start: datetime, hours: int, found: list[Span]) -> None:
    end = due(start, Period(hours, "hour"), calendar=official(), pauses=intervals(found))
    assert end.at == naive_hours(start, hours, found)


@given(STARTS, lengths(), spans(), st.lists(lengths(), max_size=2), st.booleans())
def test_the_days_listed_lead_to_the_day_on_which_it_ends(
    start: date,
    length: tuple[int, str],
    found: list[Span],
    more: list[tuple[int, str]],
    forward: bool,
) -> None:
    amount, unit = length
    period = Period(amount if forward else -amount, unit)
    extensions = [Extension(*extra) for extra in more] if forward else []
    pauses = intervals(found)
    end = due(start, period, calendar=official(), pauses=pauses, extensions=extensions)
    rows = days(start, period, calendar=official(), pauses=pauses, extensions=extensions)
    numbered = [row for row in rows if row.number is not None]
    assert (rows[0].day, rows[0].reason) == (start, Reason.TRIGGER)
    assert (rows[-1].day, numbered[-1].day) == (end.on, end.raw)
    assert any(row.provisional for row in rows) is end.provisional
    step = timedelta(days=1 if forward else -1)
    assert [row.day for row in rows] == [start + step * n for n in range(len(rows))]
    for part, (wanted, unit) in enumerate([length, *(more if forward else [])]):
        numbers = [row.number for row in numbered if row.part == part]
        assert numbers == list(range(1, len(numbers) + 1))
        if unit in ("working_day", "calendar_day"):
            assert len(numbers) == wanted


@given(STARTS, lengths(), spans())
def test_each_day_listed_is_left_out_for_the_reason_given(
    start: date, length: tuple[int, str], found: list[Span]
) -> None:
    rows = days(start, Period(*length), calendar=official(), pauses=intervals(found))
    for row in rows[1:]:
        excluded = any(first <= row.day <= last for first, last in found)
        if row.reason in (Reason.COUNTED, Reason.MAKE_UP):
            assert not excluded
            assert length[1] != "working_day" or worked(official(), row.day)
        if row.reason == Reason.MAKE_UP:
            assert row.day.weekday() >= 5
        if row.reason == Reason.EXCLUDED:
            assert excluded
        if row.reason in (Reason.WEEKEND, Reason.HOLIDAY):
            assert not worked(official(), row.day)
        if row.reason == Reason.LAST:
            assert worked(official(), row.day)
            assert not excluded


@given(MOMENTS, st.integers(-200, 200).filter(bool), spans())
def test_the_days_of_a_period_in_hours_lead_to_its_end(
    start: datetime, hours: int, found: list[Span]
) -> None:
    pauses = intervals(found)
    end = due(start, Period(hours, "hour"), calendar=official(), pauses=pauses)
    rows = days(start, Period(hours, "hour"), calendar=official(), pauses=pauses)
    assert rows[-1].day == end.on
    assert max(row.number for row in rows if row.number is not None) == abs(hours)


@given(DAYS, AMOUNTS)
def test_working_days_equal_a_count_by_hand(start: date, amount: int) -> None:
    end = due(start, Period(amount, "working_day"), calendar=official())
    assert end.on == naive_working_days(official(), start, amount)


@given(st.dates(date(1985, 1, 1), date(2080, 1, 1)), st.integers(-80, 80).filter(bool))
def test_working_days_far_from_the_known_years_equal_a_count_by_hand(
    start: date, amount: int
) -> None:
    end = due(start, Period(amount, "working_day"), calendar=WorkCalendar())
    assert end.on == naive_working_days(WorkCalendar(), start, amount)


@given(DAYS, st.integers(1, 60))
def test_months_equal_a_walk_over_the_months(start: date, months: int) -> None:
    end = due(start, Period(months, "month"), calendar=official())
    assert end.raw == naive_months(start, months)


@given(DAYS, st.integers(1, 5), spans())
def test_a_year_is_twelve_months(start: date, years: int, found: list[Span]) -> None:
    def counted(period: Period) -> Due:
        return due(start, period, calendar=official(), pauses=intervals(found))

    assert counted(Period(years, "year")) == counted(Period(12 * years, "month"))


@given(DAYS, st.integers(1, 200), st.sampled_from(["working_day", "calendar_day", "month"]))
def test_a_later_start_never_ends_earlier(start: date, amount: int, unit: str) -> None:
    first = due(start, Period(amount, unit), calendar=official())
    second = due(start + timedelta(days=1), Period(amount, unit), calendar=official())
    assert first.on <= second.on


@given(STARTS, lengths(), spans())
def test_an_exclusion_never_ends_a_period_earlier(
    start: date, length: tuple[int, str], found: list[Span]
) -> None:
    plain = due(start, Period(*length), calendar=official())
    paused = due(start, Period(*length), calendar=official(), pauses=intervals(found))
    assert plain.raw <= paused.raw
    assert plain.on <= paused.on


@given(DAYS, AMOUNTS, st.sampled_from(["working_day", "calendar_day"]))
def test_a_certain_answer_touches_only_published_years(start: date, amount: int, unit: str) -> None:
    end = due(start, Period(amount, unit), calendar=official())
    first = start if unit == "working_day" else end.raw
    touched = {first + timedelta(days=n) for n in range((end.on - first).days + 1)}
    if not end.provisional:
        assert {day.year for day in touched} <= official().published


@given(MOMENTS, st.integers(1, 200))
def test_hours_give_the_full_time_and_less_than_an_hour_more(start: datetime, hours: int) -> None:
    end = due(start, Period(hours, "hour"), calendar=official())
    assert end.at is not None
    assert timedelta(0) < end.at - start - timedelta(hours=hours) <= timedelta(hours=1)
    assert end.at.minute == end.at.second == end.at.microsecond == 0
