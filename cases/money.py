"""Sums over a case, in yuan."""

from collections.abc import Iterable
from decimal import Decimal

from cases.inputs import PaymentInput, PenaltyInput
from cases.parsing.kinds import PenaltyKind

CONFISCATIONS = frozenset({PenaltyKind.CONFISCATE_GAINS, PenaltyKind.CONFISCATE_GOODS})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount), Decimal(0))


def fine_total(penalties: Iterable[PenaltyInput]) -> Decimal:
    """All fines of the decision."""
    return _sum(p.amount for p in penalties if p.kind == PenaltyKind.FINE)


def confiscated_total(penalties: Iterable[PenaltyInput]) -> Decimal:
    """All confiscated gains and goods that have an amount."""
    return _sum(p.amount for p in penalties if p.kind in CONFISCATIONS)


def paid_total(payments: Iterable[PaymentInput]) -> Decimal:
    """All payments."""
    return _sum(payment.amount for payment in payments)
