"""When a statutory period ends, and which days were counted on the way.

R1 to R11 are the rules of docs/adr/0022-counting.md. R11, the version in force on
the day of the trigger, is the rulebook's.
"""

from collections.abc import Sequence
from datetime import date, datetime

from deadlines.counting.hours import hours_days, hours_due
from deadlines.counting.periods import (
    CountedDay,
    Due,
    Excluded,
    Extension,
    Interval,
    Period,
    Reason,
    legs_of,
)
from deadlines.counting.stretch import end_of, roll, walk, walk_roll
from deadlines.workdays import WorkCalendar


def due(
    start: date | datetime,
    period: Period,
    *,
    calendar: WorkCalendar,
    pauses: Sequence[Interval] = (),
    extensions: Sequence[Extension] = (),
) -> Due:
    """The end of *period* after (below zero: before) *start*.

    Periods in hours need a datetime with a time zone, all others use its day. A day
    inside *pauses* does not count (R8); an extension counts on from the end before
    roll-over, and the last day moves on once, at the very end (R2). Nothing moves on
    in custody (R6) nor in a period counted back (R7): that would shorten the notice.

    Raises ValueError for an exclusion that still runs, for hours without a moment, and
    for what can't be counted (see ``legs_of``).
    """
    legs, excluded = legs_of(period, extensions), Excluded(pauses)
    if period.unit == "hour":
        return hours_due(start, legs, excluded)
    raw = _day(start)
    certain = True
    for leg in legs:
        before, raw = raw, end_of(raw, leg, calendar, excluded)
        if leg.unit == "working_day":
            certain = certain and calendar.is_certain(min(before, raw), max(before, raw))
    if not _rolls(period):
        return Due(raw, raw, not certain)
    on = roll(raw, calendar, excluded)
    return Due(on, raw, not (certain and calendar.is_certain(raw, on)))


def stated(on: date, *, calendar: WorkCalendar, rolls_over: bool = True) -> Due:
    """The end of a period whose last day a document names: nothing is counted, only R2."""
    if not rolls_over:
        return Due(on, on, provisional=False)
    end = calendar.on_or_after(on)
    return Due(end, on, not calendar.is_certain(on, end))


def days(
    start: date | datetime,
    period: Period,
    *,
    calendar: WorkCalendar,
    pauses: Sequence[Interval] = (),
    extensions: Sequence[Extension] = (),
) -> list[CountedDay]:
    """Every day from the trigger to the end that :func:`due` gives, with its reason.

    The trigger comes first; a period counted back walks into the past. The last day of
    the list is ``Due.on``, the last one with a number is ``Due.raw`` (for hours: the day
    of the last hour counted). Raises as :func:`due` does.
    """
    legs, excluded = legs_of(period, extensions), Excluded(pauses)
    if period.unit == "hour":
        return hours_days(start, legs, excluded)
    raw = _day(start)
    found = [CountedDay(raw, None, Reason.TRIGGER)]
    for part, leg in enumerate(legs):
        found += walk(raw, leg, calendar, excluded, part)
        raw = found[-1].day
    if _rolls(period):
        found[-1] = _settled(found[-1], calendar)
        on = roll(raw, calendar, excluded)
        found += walk_roll(raw, on, calendar, excluded, len(legs) - 1)
    return found


def _rolls(period: Period) -> bool:
    return period.rolls_over and period.amount > 0


def _settled(last: CountedDay, calendar: WorkCalendar) -> CountedDay:
    """The last day counted: from here on it matters whether it is worked."""
    provisional = not calendar.is_certain(last.day, last.day)
    return CountedDay(last.day, last.number, last.reason, last.part, provisional)


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start
