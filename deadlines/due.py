"""When a statutory period ends: a pure function of start, amount, unit and calendar.

The rules R1 to R7 are those of the deadline table: the day of the trigger is
not counted, a last day that is not worked moves on, months end on the same
day of the month, hours run through everything.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deadlines.workdays import WorkCalendar

_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True)
class Due:
    """The last day, the last day before roll-over, and whether it may still move."""

    on: date
    raw: date
    provisional: bool
    at: datetime | None = None


def due(
    start: date | datetime,
    *,
    amount: int,
    unit: str,
    calendar: WorkCalendar,
    rolls_over: bool = True,
) -> Due:
    """End of a period of *amount* *unit* after (below zero: before) *start*.

    Periods in hours need a datetime with a time zone, all others use its day.
    ``rolls_over=False`` is for a person in custody (R6, 刑诉法 Art.105 ¶4).
    Raises ValueError for hours without a moment and for an unknown unit.
    """
    if unit == "hour":
        return _hours(start, amount)
    day = start.date() if isinstance(start, datetime) else start
    if unit == "working_day":
        end = calendar.shift(day, amount)
        return Due(end, end, not calendar.is_certain(min(day, end), max(day, end)))
    if unit == "calendar_day":
        raw = day + timedelta(days=amount)
    elif unit in _MONTHS:
        raw = _add_months(day, amount * _MONTHS[unit])
    else:
        raise ValueError(f"no period can be counted in {unit!r}")
    # Rolling a period that counts back forward would shorten the notice given.
    if amount < 0 or not rolls_over:
        return Due(raw, raw, provisional=False)
    end = calendar.on_or_after(raw)
    return Due(end, raw, not calendar.is_certain(raw, end))


def _hours(start: date | datetime, amount: int) -> Due:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError("a period in hours starts at a moment with a time zone")
    begun = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    end = begun + timedelta(hours=amount)
    return Due(end.date(), end.date(), provisional=False, at=end)


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
