"""What transitions do besides, one file for each flow that needs it; named in the tables."""

from referrals.registry import EFFECTS, effect

__all__ = ["EFFECTS", "effect"]
