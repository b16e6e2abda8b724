"""A late fee told by months, with its days inside."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from deadlines.counting import FeeDay, FeeReason, LateFee

_OPEN_DAYS = 62


@dataclass(frozen=True)
class FeeMonth:
    """The days of one month, what they added, and the sum at its end."""

    first: date
    added: Decimal
    total: Decimal
    days: tuple[FeeDay, ...]
    open: bool

    @property
    def all_paused(self) -> bool:
        """Whether a remedy ran on every day, so that there is nothing to list."""
        return all(row.reason == FeeReason.PAUSED for row in self.days)


def fee_months(fee: LateFee) -> list[FeeMonth]:
    """The months of a fee; those of a short one are shown unfolded."""
    short = len(fee.days) <= _OPEN_DAYS
    months = []
    for first, group in groupby(fee.days, lambda row: row.day.replace(day=1)):
        days = tuple(group)
        added = sum((row.fee for row in days), Decimal(0))
        months.append(FeeMonth(first, added, days[-1].total, days, short))
    return months
