"""What transitions do besides, one file for each flow that needs it; named in the tables."""

from referrals.effects import (
    filing_supervision,
    forward,
    non_litigation,
    papers,
    reverse,
    suspect,
    tracks,
)
from referrals.registry import EFFECTS, effect

__all__ = [
    "EFFECTS",
    "effect",
    "filing_supervision",
    "forward",
    "non_litigation",
    "papers",
    "reverse",
    "suspect",
    "tracks",
]
