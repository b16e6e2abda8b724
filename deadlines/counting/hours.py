"""Periods in hours: they run through nights, weekends and holidays (R5)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from deadlines.counting.periods import CountedDay, Due, Excluded, Leg, Reason

_HOUR = timedelta(hours=1)


def hours_due(start: date | datetime, legs: list[Leg], excluded: Excluded) -> Due:
    """When a period in hours ends; the hour of the trigger is not counted (R1).

    Raises ValueError without a moment that has a time zone.
    """
    begun, hours = _begin(start, legs)
    if excluded:
        *_, (_slot, at, _counts) = _walk(begun, hours, excluded)
    else:
        at = begun + timedelta(hours=hours)
    return Due(at.date(), at.date(), provisional=False, at=at)


def hours_days(start: date | datetime, legs: list[Leg], excluded: Excluded) -> list[CountedDay]:
    """The days that a period in hours touches, each with the hours run at its end."""
    begun, hours = _begin(start, legs)
    first = start.date() if isinstance(start, datetime) else start
    rows = {first: CountedDay(first, None, Reason.TRIGGER)}
    run = 0
    for slot, _over, counts in _walk(begun, hours, excluded):
        if counts:
            run += 1
            rows[slot] = CountedDay(slot, run, Reason.COUNTED)
        else:
            rows[slot] = CountedDay(slot, None, Reason.EXCLUDED)
    last = hours_due(start, legs, excluded).on
    rows.setdefault(last, CountedDay(last, None, Reason.LAST))
    return list(rows.values())


def _begin(start: date | datetime, legs: list[Leg]) -> tuple[datetime, int]:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError("a period in hours starts at a moment with a time zone")
    hours = sum(leg.amount for leg in legs)
    hour = start.replace(minute=0, second=0, microsecond=0)
    return (hour + _HOUR if hours > 0 else hour), hours


def _walk(begun: datetime, hours: int, excluded: Excluded) -> Iterator[tuple[date, datetime, bool]]:
    """Each hour on the way: its day, the moment at which it is over, whether it counts."""
    left, moment = abs(hours), begun
    while left:
        slot = moment if hours > 0 else moment - _HOUR
        moment += _HOUR if hours > 0 else -_HOUR
        counts = slot.date() not in excluded
        left -= counts
        yield slot.date(), moment, counts
