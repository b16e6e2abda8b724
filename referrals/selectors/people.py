"""Whom a form may name."""

from cases.selectors.people import own_people

__all__ = ["own_people"]
