"""The count of statutory periods: pure functions of facts and a working-day calendar."""

from deadlines.counting.count import days, due
from deadlines.counting.periods import (
    UNITS,
    CountedDay,
    Due,
    Extension,
    Interval,
    Period,
    Reason,
    in_time,
)

__all__ = [
    "UNITS",
    "CountedDay",
    "Due",
    "Extension",
    "Interval",
    "Period",
    "Reason",
    "days",
    "due",
    "in_time",
]
