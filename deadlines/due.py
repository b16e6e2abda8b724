"""The count by amount and unit, for callers that hold no Period yet."""

from datetime import date, datetime

from deadlines.counting import Due, Period
from deadlines.counting import due as count
from deadlines.workdays import WorkCalendar

__all__ = ["Due", "due"]


def due(
    start: date | datetime,
    *,
    amount: int,
    unit: str,
    calendar: WorkCalendar,
    rolls_over: bool = True,
) -> Due:
    """See :func:`deadlines.counting.due`."""
    return count(start, Period(amount, unit, rolls_over), calendar=calendar)
