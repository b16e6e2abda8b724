"""Pairs of parties that may be the same, kept for the work list of their agency.

The system looks at a case whenever it was written. Pairs are ids and a score; whoever
reads them is shown only pairs of which they know both rows.
"""

from collections.abc import Collection, Iterator

from django.db import transaction

from cases.models import IdentityCandidate, Party
from cases.parsing.likeness import WORTH_A_TASK, score, signs
from cases.selectors.lookalikes import lookalikes, traits_of

# More proposals for one party are no help.
MOST_KEPT = 8
Whose = tuple[str, int, int]


@transaction.atomic
def find_candidates(case_ids: Collection[int]) -> int:
    """Look anew at the parties of these cases; returns the pairs kept for them. May be repeated."""
    rows = list(Party.objects.filter(case__in=case_ids).select_related("case", "identity"))
    IdentityCandidate.objects.filter(party__in=[row.pk for row in rows]).delete()
    pairs = [pair for row in rows for pair in _pairs(row)]
    IdentityCandidate.objects.bulk_create(pairs, ignore_conflicts=True)
    return len(pairs)


def _pairs(row: Party) -> Iterator[IdentityCandidate]:
    if not row.name_key:
        return
    found = lookalikes(row, unnumbered=bool(row.identifier_hash)).select_related("case", "identity")
    scored = ((score(signs(traits_of(row), traits_of(other))), other) for other in found)
    near = sorted(
        ((points, other) for points, other in scored if points >= WORTH_A_TASK),
        key=lambda pair: (-pair[0], pair[1].case.owner_id != row.case.owner_id, -pair[1].pk),
    )
    if row.identifier_hash:
        waiting = _wanting({other.pk for _points, other in near}, row)
        yield from (_pair(other, row, points) for points, other in near if other.pk in waiting)
        return
    seen: set[Whose] = {_whose(row)}
    for points, other in near:
        if (key := _whose(other)) not in seen and len(seen) <= MOST_KEPT:
            seen.add(key)
            yield _pair(row, other, points)


def _whose(row: Party) -> Whose:
    """One row of an identity is enough to propose it, but one for each agency: which of
    them somebody sees is another question."""
    if row.identity:
        return "identity", row.identity.root_id, row.case.owner_id
    return "party", row.pk, row.case.owner_id


def _wanting(parties: set[int], row: Party) -> set[int]:
    """Those of these rows without a number that have room for another proposal."""
    kept: dict[int, int] = dict.fromkeys(parties, 0)
    there = IdentityCandidate.objects.filter(party__in=parties)
    known = there.values_list("party_id", "other__identity_id", "other__case__owner_id")
    for pk, *whose in known:
        kept[pk] += MOST_KEPT if whose == [row.identity_id, row.case.owner_id] else 1
    return {pk for pk, number in kept.items() if number < MOST_KEPT}


def _pair(row: Party, other: Party, points: int) -> IdentityCandidate:
    return IdentityCandidate(party=row, other=other, agency_id=row.case.owner_id, score=points)
