"""The count of statutory periods: pure functions of facts and a working-day calendar."""

from deadlines.counting.apply import (
    ApplyFacts,
    ApplyPeriods,
    ApplyStep,
    ApplyWindow,
    apply_window,
)
from deadlines.counting.count import days, due, stated
from deadlines.counting.late_fee import (
    RATE,
    FeeDay,
    FeeReason,
    LateFee,
    PartPayment,
    late_fee,
)
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
    "RATE",
    "UNITS",
    "ApplyFacts",
    "ApplyPeriods",
    "ApplyStep",
    "ApplyWindow",
    "CountedDay",
    "Due",
    "Extension",
    "FeeDay",
    "FeeReason",
    "Interval",
    "LateFee",
    "PartPayment",
    "Period",
    "Reason",
    "apply_window",
    "days",
    "due",
    "in_time",
    "late_fee",
    "stated",
]
