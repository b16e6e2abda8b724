"""What must hold for a transition, by the names that the tables use."""

from referrals.conditions import (
    clocks,
    clue,
    consultation,
    filing_supervision,
    forward,
    non_litigation,
    tracks,
)
from referrals.registry import CONDITIONS, condition

__all__ = [
    "CONDITIONS",
    "clocks",
    "clue",
    "condition",
    "consultation",
    "filing_supervision",
    "forward",
    "non_litigation",
    "tracks",
]
