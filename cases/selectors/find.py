"""One box for number, party, credit code, initials, cause, matter, place and facts.

First the newest visible cases are read; what is rare beyond them comes from the indexes
and then passes the access rows. Of each case the text that the viewer is shown must hold
what was typed: nothing is found by what is hidden (docs/adr/0016-search.md).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.functional import Promise

from agencies.models import Person
from cases.models import CaseAccess
from cases.parsing.number_guess import guess_number, is_near
from cases.parsing.numbers import number_key
from cases.policies import grade_limit, sees_cases, visible_access
from cases.redaction import PERSON_NAME_GRADE, Scope
from cases.selectors.asked import asked_words
from cases.selectors.grounds import (
    LABELS,
    NEAR,
    NUMBER,
    SECTION_OF,
    WRITTEN,
    Rows,
    ground_of,
    matters_called,
    near_numbers,
    places_to_look,
    whole_number,
)
from cases.selectors.hits import why_found
from cases.selectors.lines import CaseLine, for_lines, lines_of
from cases.selectors.lists import log_search
from cases.selectors.narrow import one_of
from cases.selectors.snippets import Piece
from cases.selectors.visibility import visible_cases

MOST = 50
# Newest cases read first.
REACH = 1_000
MOST_NEAR = 5
# Of one ground beyond the newest cases; what more cases bear is asked of the list.
CANDIDATES = 2_000


@dataclass(frozen=True)
class Hit:
    """A case and why it was found, in words that the viewer may see."""

    line: CaseLine
    ground: int
    label: str | Promise
    text: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """What the box found, best ground first, newest first within it.

    `near`: numbers one slip away. `exact`: the one case that bears the whole number typed.
    """

    hits: list[Hit]
    more: bool
    near: list[Hit]
    exact: int | None = None

    @property
    def grounds(self) -> set[int]:
        """On which grounds anything was found."""
        return {hit.ground for hit in self.hits}


NOTHING = Found([], more=False, near=[])


class _Seat(NamedTuple):
    """How the viewer sees one case."""

    scope: Scope
    entered: dt.datetime


@transaction.atomic
def find_cases(actor: Person, text: str) -> Found:
    """Visible cases for what was typed, at most MOST; logged with what was typed."""
    text = text.strip()
    if not sees_cases(actor) or not text:
        return NOTHING
    with connection.cursor() as settings:
        # To start workers takes longer than they save.
        settings.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    found = _numbered(actor, text) or _everywhere(actor, text)
    shown = [hit.line for hit in (*found.hits, *found.near)]
    log_search(actor, "case.find", {"text": asked_words(text)}, shown)
    return found


def _numbered(actor: Person, text: str) -> Found | None:
    """The one visible case of the whole number typed; None when there isn't just one."""
    rows = whole_number(text)
    if rows is None:
        return None
    found = list(rows[:CANDIDATES])
    seats = _seats_of(actor, [case for _, case, _ in found])
    hits = _hits(actor, text, _best(found, seats), seats)
    return Found(hits, more=False, near=[], exact=hits[0].line.id) if len(hits) == 1 else None


def _everywhere(actor: Person, text: str) -> Found:
    rows = visible_access(actor).order_by("-entered_at", "-content_object")
    seats, matters = _seats(actor, rows[:REACH]), matters_called(text)
    places = places_to_look(text, list(seats), matters)
    ranks = _best(_rows(rows for _, rows in places), seats)
    if len(seats) == REACH:
        _look_beyond(actor, text, matters, seats, ranks)
    hits = _hits(actor, text, ranks, seats)
    numbered = any(hit.ground == NUMBER for hit in hits)
    near = [] if numbered else _near(actor, text)
    return Found(hits[:MOST], len(hits) > MOST, near)


def _look_beyond(
    actor: Person, text: str, matters: list[int], seats: dict[int, _Seat], ranks: dict[int, int]
) -> None:
    """Add what the indexes know, of the grounds that the newest cases don't fill a page with."""
    often = Counter(map(ground_of, ranks.values()))
    written = sum(often[ground] for ground in WRITTEN)
    places = [
        rows[:CANDIDATES]
        for ground, rows in places_to_look(text, None, matters)
        if (written if ground in WRITTEN else often[ground]) <= MOST
    ]
    if not places:
        return
    found = _rows(places)
    seats |= _seats_of(actor, {case for _, case, _ in found} - set(seats))
    for case, rank in _best(found, seats).items():
        ranks[case] = min(rank, ranks.get(case, rank))


def _seats_of(actor: Person, ids: Collection[int]) -> dict[int, _Seat]:
    rows = visible_access(actor).filter(one_of("content_object", ids))
    return _seats(actor, rows) if ids else {}


def _seats(actor: Person, rows: QuerySet[CaseAccess]) -> dict[int, _Seat]:
    # Thousands of rows, but a handful of different terms.
    @cache
    def scope(profile: str, ceiling: int) -> Scope:
        return Scope(profile, grade_limit(actor, profile=profile, ceiling=ceiling))

    columns = rows.values_list("content_object_id", "profile", "grade_ceiling", "entered_at")
    return {
        case: _Seat(scope(profile, ceiling), entered) for case, profile, ceiling, entered in columns
    }


def _rows(places: Iterable[Rows]) -> list[tuple[int, int, bool]]:
    """Everything that is found in these places, in one query."""
    first, *rest = places
    return list(first.union(*rest, all=True) if rest else first)


def _best(found: Iterable[tuple[int, int, bool]], seats: dict[int, _Seat]) -> dict[int, int]:
    """For each case that the viewer sees its best rank among the grounds that they are shown."""
    ranks: dict[int, int] = {}
    for rank, case, personal in found:
        seat = seats.get(case)
        if seat and _shows(seat.scope, ground_of(rank), personal=personal):
            ranks[case] = min(rank, ranks.get(case, rank))
    return ranks


def _shows(scope: Scope, ground: int, *, personal: bool) -> bool:
    if personal and scope.grade < PERSON_NAME_GRADE:
        return False
    return scope.shows(SECTION_OF[ground])


def _hits(actor: Person, text: str, ranks: dict[int, int], seats: dict[int, _Seat]) -> list[Hit]:
    """The best of them, MOST and one more; who isn't shown the words doesn't get the case.

    What falls out makes room for what comes after it, so that neither the hits nor whether
    there are more of them tell how many hidden texts hold the words.
    """
    newest = sorted(ranks, key=lambda case: (seats[case].entered, case), reverse=True)
    best = sorted(newest, key=ranks.__getitem__)
    hits: list[Hit] = []
    for start in range(0, min(len(best), CANDIDATES), MOST + 1):
        hits += _shown(actor, text, best[start : start + MOST + 1], ranks, seats)
        if len(hits) > MOST:
            break
    return hits[: MOST + 1]


def _shown(
    actor: Person, text: str, ids: list[int], ranks: dict[int, int], seats: dict[int, _Seat]
) -> list[Hit]:
    """These cases as hits; those whose shown text doesn't hold what was typed fall out."""
    cases = for_lines(visible_cases(actor).filter(one_of("pk", ids))).annotate(
        found_matter=F("matter__name"), found_place=F("conduct_place"), found_facts=F("facts")
    )
    by_id = {case.pk: case for case in cases}
    rows = [by_id[case] for case in ids if case in by_id]
    hits = []
    for line, case in zip(lines_of(actor, rows, clocks=False), rows, strict=True):
        ground = ground_of(ranks[case.pk])
        if pieces := why_found(ground, text, line, case, seats[case.pk].scope):
            hits.append(Hit(line, ground, LABELS[ground], pieces))
    return hits


def _near(actor: Person, text: str) -> list[Hit]:
    """Cases whose number is one slip away from a whole number that nobody shown bears."""
    rows = near_numbers(text)
    if rows is None:
        return []
    key = guess_number(text).key
    ids = [case for _, case, _ in rows[:CANDIDATES]]
    cases = for_lines(visible_cases(actor).filter(one_of("pk", ids)))
    seen = [
        (case, number)
        for case in cases
        for number in (case.decision_number, case.file_number)
        if is_near(key, number_key(number))
    ][:MOST_NEAR]
    lines = lines_of(actor, [case for case, _ in seen], clocks=False)
    return [
        Hit(line, NEAR, LABELS[NEAR], (Piece(number),))
        for line, (_, number) in zip(lines, seen, strict=True)
    ]
