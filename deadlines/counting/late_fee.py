"""What is added to a fine that is not paid in time (行政处罚法 Art. 72 ¶1 no. 1).

Three per cent a day, up to the fine itself; nothing for the days of a reconsideration or
lawsuit (Art. 73 ¶3). docs/adr/0022-counting.md says how part payments and fractions of a
cent are treated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum

from deadlines.counting.periods import Interval

RATE = Decimal("0.03")
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)
_DAY = timedelta(days=1)
# Beyond ten years a day on which the cap will be reached tells nobody anything.
_FORETOLD = 3650


@dataclass(frozen=True)
class PartPayment:
    """Money paid on the fine itself, in yuan."""

    on: date
    amount: Decimal


class FeeReason(StrEnum):
    """What a day does to the fee."""

    ACCRUED = "accrued"
    CAPPED = "capped"
    PAUSED = "paused"


@dataclass(frozen=True)
class FeeDay:
    """One day: the unpaid fine it began with, what it adds and the sum so far, in yuan."""

    day: date
    base: Decimal
    fee: Decimal
    total: Decimal
    reason: FeeReason


@dataclass(frozen=True)
class LateFee:
    """The fee until a day, to the cent.

    ``unpaid``: what is left of the fine itself. ``since``: the first day that can add
    something. ``capped_on``: the day on which the cap was reached. ``caps_on``: the day on
    which it was, or will be if nothing more is paid; None when nothing is left unpaid,
    a remedy still runs, or the day is over ten years off. ``days`` ends with the cap or
    with the last cent of the fine.
    """

    fine: Decimal
    accrued: Decimal
    unpaid: Decimal
    since: date
    until: date
    capped_on: date | None
    caps_on: date | None
    days: tuple[FeeDay, ...]

    @property
    def cap(self) -> Decimal:
        """The most that may be added: the fine (行政强制法 Art. 45 ¶2)."""
        return self.fine

    @property
    def paused_days(self) -> int:
        """How many days added nothing because of a remedy."""
        return sum(day.reason == FeeReason.PAUSED for day in self.days)


def late_fee(
    fine: Decimal,
    *,
    due_on: date,
    until: date,
    payments: Sequence[PartPayment] = (),
    pauses: Sequence[Interval] = (),
) -> LateFee:
    """The fee on *fine* yuan that was due on *due_on*, with all days through *until*.

    Each day adds three per cent of what of the fine was unpaid when it began: a payment
    counts from the day after it. Money beyond the fine pays the fee and changes nothing
    here. A pause without a last day still runs. The sum is rounded to the cent, half up,
    and a day's part is what it moves the sum by.

    Raises ValueError for a fine that is not above zero.
    """
    if fine <= 0:
        raise ValueError("a late fee needs a fine")
    rows: list[FeeDay] = []
    exact, total = _NOTHING, _NOTHING
    day = due_on + _DAY
    capped_on: date | None = None
    while day <= until and capped_on is None:
        base = _unpaid(fine, payments, before=day)
        if base == 0:
            break
        fee, reason = _NOTHING, FeeReason.PAUSED
        if not _paused(pauses, day):
            exact = min(exact + base * RATE, fine)
            rounded = exact.quantize(_CENT, ROUND_HALF_UP)
            fee, total, reason = rounded - total, rounded, FeeReason.ACCRUED
            if exact == fine:
                capped_on, reason = day, FeeReason.CAPPED
        rows.append(FeeDay(day, base, fee, total, reason))
        day += _DAY
    unpaid = _unpaid(fine, payments, before=until + _DAY)
    open_pause = any(pause.last is None for pause in pauses)
    return LateFee(
        fine=fine,
        accrued=total,
        unpaid=unpaid,
        since=due_on + _DAY,
        until=until,
        capped_on=capped_on,
        caps_on=capped_on or (None if open_pause else _caps_on(fine, exact, unpaid, day, pauses)),
        days=tuple(rows),
    )


def _unpaid(fine: Decimal, payments: Sequence[PartPayment], *, before: date) -> Decimal:
    paid = sum((payment.amount for payment in payments if payment.on < before), _NOTHING)
    return max(fine - paid, _NOTHING)


def _paused(pauses: Sequence[Interval], day: date) -> bool:
    return any(pause.first <= day and (pause.last is None or day <= pause.last) for pause in pauses)


def _caps_on(
    fine: Decimal, exact: Decimal, unpaid: Decimal, day: date, pauses: Sequence[Interval]
) -> date | None:
    """The day on which the rest up to the cap will have been added, *day* being the next."""
    if unpaid == 0:
        return None
    left = ((fine - exact) / (unpaid * RATE)).to_integral_value(ROUND_CEILING)
    if left > _FORETOLD:
        return None
    while True:
        left -= not _paused(pauses, day)
        if left <= 0:
            return day
        day += _DAY
