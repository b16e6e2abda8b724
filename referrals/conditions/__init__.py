"""What must hold for a transition, by the names that the tables use."""

from referrals.conditions import (
    clocks,
    clue,
    consultation,
    duties,
    enclosing,
    filing_supervision,
    forward,
    non_litigation,
    payments,
    rights,
    service,
    suspect,
    tracks,
)
from referrals.registry import CONDITIONS, condition

__all__ = [
    "CONDITIONS",
    "clocks",
    "clue",
    "condition",
    "consultation",
    "duties",
    "enclosing",
    "filing_supervision",
    "forward",
    "non_litigation",
    "payments",
    "rights",
    "service",
    "suspect",
    "tracks",
]
