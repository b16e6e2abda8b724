"""What must hold for a transition, by the names that the tables use."""

from referrals.registry import CONDITIONS, condition

__all__ = ["CONDITIONS", "condition"]
