"""Rows of parties that may be the same as one row: found by index, judged one by one.

What is found here is for narrowing only. A person is shown those of them that they
know (cases.selectors.candidates); the background task keeps pairs of ids.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Party, PartyKind
from cases.models.grams import NameGrams
from cases.parsing.likeness import LONG_ENOUGH, SHORTEST, Traits, core_name, with_one_wrong
from cases.parsing.names import name_key
from cases.selectors.narrow import parties_called

# A name that more rows bear says nothing about who is meant.
MOST = 300
_TOO_LONG = 12


def traits_of(party: Party) -> Traits:
    """What is written in the row, all of it."""
    return Traits(
        natural=party.kind == PartyKind.NATURAL,
        name_key=party.name_key,
        identifier_type=party.identifier_type,
        identifier_hash=party.identifier_hash,
        representative=party.representative,
        address=party.address,
        phone=party.phone,
    )


def lookalikes(party: Party, *, unnumbered: bool = False) -> QuerySet[Party]:
    """Other rows with the same number or a like name, MOST of each at most.

    `unnumbered` asks only for rows without a number.
    """
    found: set[int] = set()
    for rows in _ways(party, by_number=not unnumbered):
        wanted = rows.filter(identifier_hash="") if unnumbered else rows
        found.update(wanted.order_by().values_list("pk", flat=True)[:MOST])
    found.discard(party.pk)
    return Party.objects.filter(pk__in=found)


def _ways(party: Party, *, by_number: bool) -> Iterable[QuerySet[Party]]:
    if party.identifier_hash and by_number:
        yield Party.objects.filter(identifier_hash=party.identifier_hash)
    if len(party.name_key) < SHORTEST:
        return
    if party.kind == PartyKind.NATURAL:
        called = parties_called(party.name_key)
        yield called.filter(Q(name_key=party.name_key) | ~Q(kind=PartyKind.NATURAL))
        return
    core = core_name(party.name_key)
    yield parties_called(core)
    if LONG_ENOUGH <= len(core) <= _TOO_LONG:
        yield _one_wrong(core)
    operator = name_key(party.representative)
    if len(operator) >= SHORTEST:
        yield parties_called(operator).filter(name_key=operator, kind=PartyKind.NATURAL)


def _one_wrong(core: str) -> QuerySet[Party]:
    nearly = Q()
    for pieces in with_one_wrong(core):
        # The field is an array of texts; the type checker sees the alias as one text.
        holds: dict[str, Any] = {"grams__contains": pieces}
        nearly |= Q(**holds)
    rows = Party.objects.alias(grams=NameGrams("name_key")).filter(nearly)
    return rows.exclude(kind=PartyKind.NATURAL)
