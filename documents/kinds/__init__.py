"""The registry of papers: every kind that the platform issues, or that is filed with a case."""

from collections.abc import Mapping

from documents.kinds import (
    clue,
    consultation,
    court,
    execution,
    goods,
    handover,
    instruments,
    outside,
    oversight,
    penalty,
    police,
    reverse,
    supervision,
    suspect,
    withdrawal,
)
from documents.kinds.base import Layout, PaperKind, Section
from documents.kinds.checking import problems

FAMILIES = (
    clue,
    handover,
    police,
    suspect,
    goods,
    supervision,
    withdrawal,
    reverse,
    execution,
    court,
    consultation,
    instruments,
    oversight,
    penalty,
    outside,
)

KINDS: Mapping[str, PaperKind] = {kind.key: kind for family in FAMILIES for kind in family.KINDS}
# Editions that were replaced; what was signed in one of them is still rendered in it.
_FORMER: Mapping[tuple[str, int], PaperKind] = {}


def kind_of(key: str, edition: int) -> PaperKind:
    """The kind as it was in an edition; raises KeyError for one that never was."""
    current = KINDS[key]
    return current if current.edition == edition else _FORMER[key, edition]


__all__ = ["FAMILIES", "KINDS", "Layout", "PaperKind", "Section", "kind_of", "problems"]
