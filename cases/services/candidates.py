"""Pairs of parties that may be the same, kept for the work list of their agency.

The system looks at a case whenever it was written. Pairs are ids and a score; whoever
reads them is shown only pairs of which they know both rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from django.db import transaction

from cases.models import IdentityCandidate, Party, PartyKind
from cases.parsing.likeness import WORTH_A_TASK, Traits, score, signs
from cases.selectors.lookalikes import lookalikes

# More proposals for one party are no help.
MOST_KEPT = 8
# In the order of Traits.
_COMPARED = tuple(field.name for field in fields(Traits) if field.name != "natural")
Whose = tuple[str, int, int]


@dataclass(frozen=True)
class _Row:
    """A row of a party as far as it is compared: quicker read than a Party, by the thousand."""

    pk: int
    owner: int
    root: int | None
    traits: Traits

    @property
    def whose(self) -> Whose:
        """One row of an identity is enough to propose it, but one for each agency: which of
        them somebody sees is another question."""
        return _key(self.pk, self.root, self.owner)


Scored = tuple[int, _Row]


@transaction.atomic
def find_candidates(case_ids: Collection[int]) -> int:
    """Look anew at the parties of these cases; returns the pairs kept for them.

    May be repeated. The number of statements doesn't depend on that of the cases.
    """
    rows = _rows(case__in=case_ids)
    IdentityCandidate.objects.filter(party__in=[row.pk for row in rows]).delete()
    near = _judged(rows)
    numbered = [row for row in rows if row.traits.identifier_hash]
    bare = [row for row in rows if not row.traits.identifier_hash]
    best = [pair for row in bare for pair in _best(row, near[row.pk])]
    IdentityCandidate.objects.bulk_create(best, ignore_conflicts=True)
    # After these, so that what they took is counted.
    more = list(_for_others(numbered, near))
    IdentityCandidate.objects.bulk_create(more, ignore_conflicts=True)
    return len(best) + len(more)


def _rows(**terms: Any) -> list[_Row]:
    rows = Party.objects.filter(**terms).order_by("pk")
    columns = ("pk", "case__owner", "identity__root", "kind", *_COMPARED)
    return [
        _Row(pk, owner, root, Traits(kind == PartyKind.NATURAL, *texts))
        for pk, owner, root, kind, *texts in rows.values_list(*columns)
    ]


def _judged(rows: list[_Row]) -> dict[int, list[Scored]]:
    """By row, the others of which enough is the same, the likeliest first."""
    alike = lookalikes({row.pk: row.traits for row in rows})
    wanted = {pk for found in alike.values() for pk in found}
    known = {other.pk: other for other in _rows(pk__in=wanted)} if wanted else {}
    near: dict[int, list[Scored]] = {}
    for row in rows:
        others = (known[pk] for pk in alike[row.pk] if pk in known)
        scored = ((score(signs(row.traits, other.traits)), other) for other in others)
        enough = [one for one in scored if one[0] >= WORTH_A_TASK]
        near[row.pk] = sorted(enough, key=partial(_likelier, row.owner))
    return near


def _likelier(owner: int, one: Scored) -> tuple[int, bool, int]:
    points, other = one
    return -points, other.owner != owner, -other.pk


def _best(row: _Row, near: list[Scored]) -> Iterator[IdentityCandidate]:
    """For a row without a number the likeliest others."""
    seen = {row.whose}
    for points, other in near:
        if other.whose not in seen and len(seen) <= MOST_KEPT:
            seen.add(other.whose)
            yield _pair(row, other, points)


def _for_others(rows: list[_Row], near: dict[int, list[Scored]]) -> Iterator[IdentityCandidate]:
    """These rows, which have numbers, for others without one that have room for a proposal."""
    waiting = {other.pk for row in rows for _points, other in near[row.pk]}
    if not waiting:
        return
    kept: dict[int, set[Whose]] = defaultdict(set)
    there = IdentityCandidate.objects.filter(party__in=waiting)
    columns = ("party", "other", "other__identity__root", "other__case__owner")
    for party, *whose in there.values_list(*columns):
        kept[party].add(_key(*whose))
    for row in rows:
        for points, other in near[row.pk]:
            if row.whose not in kept[other.pk] and len(kept[other.pk]) < MOST_KEPT:
                kept[other.pk].add(row.whose)
                yield _pair(other, row, points)


def _key(row: int, root: int | None, owner: int) -> Whose:
    return ("party", row, owner) if root is None else ("identity", root, owner)


def _pair(row: _Row, other: _Row, points: int) -> IdentityCandidate:
    return IdentityCandidate(party_id=row.pk, other_id=other.pk, agency_id=row.owner, score=points)
