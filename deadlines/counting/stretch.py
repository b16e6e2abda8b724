"""One stretch of days, by arithmetic and by walking."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from deadlines.counting.periods import CountedDay, Excluded, Leg, Reason
from deadlines.workdays import WorkCalendar

_DAY = timedelta(days=1)
_SATURDAY = 5
_MONTHS = {"month": 1, "year": 12}


def end_of(start: date, leg: Leg, calendar: WorkCalendar, excluded: Excluded) -> date:
    """The last day of a stretch that begins on the day after *start*, before roll-over."""
    if excluded:
        *_, last = walk(start, leg, calendar, excluded)
        return last.day
    if leg.unit == "working_day":
        return calendar.shift(start, leg.amount)
    return start + timedelta(days=_days(start, leg))


def walk(
    start: date, leg: Leg, calendar: WorkCalendar, excluded: Excluded, part: int = 0
) -> Iterator[CountedDay]:
    """Every day of the stretch; the last one is that on which it ends.

    Months are as many days as they would be without exclusions, so each excluded
    day on the way moves the end by one, and those it then reaches move it again.
    """
    working = leg.unit == "working_day"
    wanted = abs(leg.amount) if working else abs(_days(start, leg))
    step = _DAY if leg.amount > 0 else -_DAY
    day, counted = start, 0
    while counted < wanted:
        day += step
        provisional = working and not calendar.is_certain(day, day)
        if day in excluded:
            yield CountedDay(day, None, Reason.EXCLUDED, part)
        elif working and not calendar.is_working(day):
            yield CountedDay(day, None, free_reason(day, calendar), part, provisional)
        else:
            counted += 1
            made_up = working and day.weekday() >= _SATURDAY
            reason = Reason.MAKE_UP if made_up else Reason.COUNTED
            yield CountedDay(day, counted, reason, part, provisional)


def roll(raw: date, calendar: WorkCalendar, excluded: Excluded) -> date:
    """The first day from *raw* on that is worked and not excluded (R2)."""
    on = calendar.on_or_after(raw)
    while on in excluded:
        on = calendar.on_or_after(on + _DAY)
    return on


def walk_roll(
    raw: date, on: date, calendar: WorkCalendar, excluded: Excluded, part: int
) -> Iterator[CountedDay]:
    """The days over which a last day moved on; nothing when it did not."""
    for ordinal in range(raw.toordinal() + 1, on.toordinal() + 1):
        day = date.fromordinal(ordinal)
        provisional = not calendar.is_certain(day, day)
        if day == on:
            reason = Reason.LAST
        elif day in excluded:
            reason = Reason.EXCLUDED
        else:
            reason = free_reason(day, calendar)
        yield CountedDay(day, None, reason, part, provisional)


def free_reason(day: date, calendar: WorkCalendar) -> Reason:
    """Why a day is not worked."""
    return Reason.HOLIDAY if calendar.exceptions.get(day) is False else Reason.WEEKEND


def _days(start: date, leg: Leg) -> int:
    """How many calendar days the stretch has, below zero when it is counted back."""
    if leg.unit == "calendar_day":
        return leg.amount
    return (_add_months(start, leg.amount * _MONTHS[leg.unit]) - start).days


def _add_months(day: date, months: int) -> date:
    """The same day of another month, or the last day it has (R4, 民法典 Art. 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
