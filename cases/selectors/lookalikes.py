"""Rows of parties that may be the same as given rows: found by index, judged one by one.

What is found here is for narrowing only. A person is shown those of them that they
know (cases.selectors.candidates); the background task keeps pairs of ids.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import connection

from cases.models import Party, PartyKind
from cases.parsing.likeness import LONG_ENOUGH, SHORTEST, Traits, with_one_wrong
from cases.parsing.names import name_key
from cases.selectors.narrow import pieces

# A name that more rows bear says nothing about who is meant.
MOST = 300
_TOO_LONG = 12

# The names are looked up one by one whatever the planner believes of them: MATERIALIZED
# keeps it from reading the table because of the LIMIT.
_FIND = """
SELECT probe.n, found.id
FROM jsonb_to_recordset(%s) AS probe (n int, pieces text[], within text, people text)
CROSS JOIN LATERAL (
    WITH bearing AS MATERIALIZED (
        SELECT id, kind, name_key FROM cases_party
        WHERE cases_name_grams(name_key) @> probe.pieces {more}
    )
    SELECT id FROM bearing
    WHERE strpos(name_key, probe.within) > 0 AND CASE probe.people
        WHEN 'all' THEN true
        WHEN 'none' THEN kind <> 'natural'
        WHEN 'same' THEN kind <> 'natural' OR name_key = probe.within
        ELSE kind = 'natural' AND name_key = probe.within
    END
    LIMIT %s
) found
"""
# Few rows have no number, and these have an index of their own.
_WITHOUT_NUMBER = "AND identifier_hash = ''"


@dataclass(frozen=True)
class _Probe:
    """Names that hold all these pieces and this text; `people` says which people count:
    all, none, the same name only, or (only) nobody but them."""

    pieces: tuple[str, ...]
    within: str
    people: str


Way = tuple[_Probe, ...]


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


def lookalikes(rows: Mapping[int, Traits]) -> dict[int, set[int]]:
    """By row of a party, the other rows with a like name, MOST for each way of being like.

    For a row with a number only those without one. Two statements, however many rows.
    """
    found: dict[int, set[int]] = {}
    for has_number, more in ((False, ""), (True, _WITHOUT_NUMBER)):
        ways = {
            pk: list(_ways(row))
            for pk, row in rows.items()
            if bool(row.identifier_hash) == has_number
        }
        wanted = dict.fromkeys(probe for way in chain(*ways.values()) for probe in way)
        ids = _looked_up(list(wanted), more)
        for pk, own in ways.items():
            found[pk] = {other for way in own for other in _first(way, ids)} - {pk}
    return found


def _looked_up(probes: Sequence[_Probe], more: str) -> dict[_Probe, list[int]]:
    if not probes:
        return {}
    asked = [{"n": n, **vars(probe)} for n, probe in enumerate(probes)]
    found: dict[_Probe, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(more=more), [json.dumps(asked), MOST])
        for n, pk in cursor.fetchall():
            found[probes[n]].append(pk)
    return found


def _first(way: Way, ids: dict[_Probe, list[int]]) -> Iterable[int]:
    return list(dict.fromkeys(pk for probe in way for pk in ids.get(probe, ())))[:MOST]


def _called(key: str, people: str) -> Way:
    return (_Probe(tuple(pieces(key)), key, people),)


def _ways(party: Traits) -> Iterator[Way]:
    if len(party.name_key) < SHORTEST:
        return
    if party.natural:
        yield _called(party.name_key, "same")
        return
    core = party.core
    yield _called(core, "all")
    if LONG_ENOUGH <= len(core) <= _TOO_LONG:
        yield tuple(_Probe(tuple(left), "", "none") for left in with_one_wrong(core))
    operator = name_key(party.representative)
    if len(operator) >= SHORTEST:
        yield _called(operator, "only")
