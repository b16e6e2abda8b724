"""Every party of the same number stands for the same identity.

Linking is part of writing a case and is the system's doing: it needs no right of its
own, because an identity shows nobody more than the cases they see.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from cases.models import Identity, Party
from cases.models.identity import LINKING_TYPES

Number = tuple[str, str]

# In the order of the unique index, so that two batches wait for one another instead of
# locking each other out. A number is drawn only for what is new.
_INSERT = """
INSERT INTO cases_identity (id, root_id, identifier_type, identifier_hash)
SELECT n, n, type, hash FROM (
    SELECT nextval(pg_get_serial_sequence('cases_identity', 'id')) AS n, type, hash FROM (
        {numbers}
    ) number
    WHERE NOT EXISTS (
        SELECT FROM cases_identity WHERE identifier_hash = hash AND identifier_type = type
    )
    ORDER BY hash, type
) new
ON CONFLICT DO NOTHING
"""
_GIVEN = "SELECT * FROM unnest(%s::text[], %s::text[]) given (type, hash)"
_OF_ROWS = """
SELECT DISTINCT identifier_type AS type, identifier_hash AS hash FROM cases_party
WHERE identity_id IS NULL AND identifier_hash <> '' AND identifier_type = ANY(%s)
"""
_LINK = """
WITH unlinked AS (
    SELECT id, identifier_type, identifier_hash FROM cases_party
    WHERE identity_id IS NULL AND identifier_hash <> '' AND identifier_type = ANY(%s) LIMIT %s
)
UPDATE cases_party p SET identity_id = i.id FROM unlinked JOIN cases_identity i
    USING (identifier_type, identifier_hash)
WHERE p.id = unlinked.id AND p.identity_id IS NULL
"""
_BLANK = """
INSERT INTO cases_identity (id, root_id, identifier_type, identifier_hash, split_from_id,
    split_case_id)
SELECT n, n, '', '', %s, %s
FROM nextval(pg_get_serial_sequence('cases_identity', 'id')) n RETURNING id
"""
BATCH = 20_000


def _number(party: Party) -> Number | None:
    links = party.identifier_hash and party.identifier_type in LINKING_TYPES
    return (party.identifier_type, party.identifier_hash) if links else None


def link_parties(parties: Sequence[Party]) -> None:
    """Set `identity` of parties about to be written: one INSERT and one SELECT for all.

    For new rows and for corrected ones, whatever was corrected: a row whose number stays
    the same stays where it is, also where somebody put it by hand.
    """
    numbers = {number for party in parties if (number := _number(party))}
    held = {party.identity_id for party in parties if party.identity_id}
    if not numbers and not held:
        return
    if numbers:
        _open(numbers)
    known = _known(numbers, held, {party.case_id for party in parties if party.case_id})
    for party in parties:
        party.identity_id = known.place(party)


def _open(numbers: Iterable[Number]) -> None:
    types, hashes = zip(*numbers, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(numbers=_GIVEN), [list(types), list(hashes)])


class _Known:
    """The identities that a batch of parties may belong to."""

    def __init__(self) -> None:
        self.by_number: dict[Number, int] = {}
        self.split: dict[tuple[int, Number], int] = {}
        self.number_of: dict[int, Number | None] = {}

    def place(self, party: Party) -> int | None:
        """Where the row belongs: by hand, by its number, or nowhere yet."""
        number = _number(party)
        held = party.identity_id
        if held and self.number_of.get(held) == number:
            return held
        if number is None:
            return None
        return self.split.get((party.case_id, number)) or self.by_number[number]


def _known(numbers: set[Number], held: set[int], cases: set[int]) -> _Known:
    # Three index look-ups in one query; an OR over them would read the whole table.
    rows = _terms(Identity.objects.filter(identifier_hash__in=[hash_ for _type, hash_ in numbers]))
    more = []
    if held:
        more.append(_terms(Identity.objects.filter(pk__in=held)))
    if cases and numbers:
        more.append(_terms(Identity.objects.filter(split_case__in=cases, split_from__isnull=False)))
    known = _Known()
    for pk, type_, hash_, case_id, from_type, from_hash in rows.union(*more, all=True):
        split = (from_type, from_hash) if from_hash else None
        own = (type_, hash_) if hash_ else None
        known.number_of[pk] = own or split
        if own:
            known.by_number[own] = pk
        elif split and case_id:
            known.split[case_id, split] = pk
    return known


def _terms(identities: QuerySet[Identity]) -> QuerySet[Identity, tuple[Any, ...]]:
    return identities.values_list(
        "pk",
        "identifier_type",
        "identifier_hash",
        "split_case_id",
        "split_from__identifier_type",
        "split_from__identifier_hash",
    )


def identity_without_number(*, split_from: int | None = None, case_id: int | None = None) -> int:
    """A new identity for a party that has no number, or was taken out of another identity."""
    with connection.cursor() as cursor:
        cursor.execute(_BLANK, [split_from, case_id])
        made: int = cursor.fetchone()[0]
    return made


def link_all() -> int:
    """Link rows written before identities were kept, or by plain SQL; returns how many.

    May be repeated, and stopped at any moment: each batch stands for itself.
    """
    types = sorted(LINKING_TYPES)
    linked = 0
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(numbers=_OF_ROWS), [types])
        while True:
            with transaction.atomic():
                cursor.execute(_LINK, [types, BATCH])
            if not cursor.rowcount:
                return linked
            linked += cursor.rowcount
