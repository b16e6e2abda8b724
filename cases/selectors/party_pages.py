"""The pages about a party: read and logged in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import Person
from audit.services import record_read
from cases.models import IdentityChange, Profile
from cases.parsing.names import name_key
from cases.policies import GrantedCase, may_link
from cases.redaction import PartyView
from cases.selectors.asked import asked_words
from cases.selectors.candidates import Candidate, candidates_of
from cases.selectors.identities import (
    Known,
    PartyNotKnown,
    Totals,
    Whom,
    known_of,
    known_parties,
    row_view,
    totals_of,
    whom,
)
from cases.selectors.identity_changes import (
    ChangeView,
    changes_about,
    may_undo,
    sides,
    surroundings,
)
from cases.selectors.lines import CaseLine, for_lines, lines_of
from cases.selectors.narrow import parties_called
from cases.selectors.search import ENTERED
from cases.selectors.visibility import visible_cases
from core.clock import current_day
from core.paging import keyset_page

PAGE_SIZE = 50
MOST_FOUND = 50
# Cases of either side where two parties are compared.
MOST_COMPARED = 5
# Of the rows that bear a name: one that more bear has to be said more exactly.
_MOST_CALLED = 300


@dataclass(frozen=True)
class PartyCase:
    """A case of the party; `row` is the party's row in it, `repeated` as in Totals."""

    line: CaseLine
    row: int
    repeated: bool
    may_split: bool


@dataclass(frozen=True)
class PartyPage:
    """Everything the viewer may know of one identity. Figures count visible cases only."""

    known: Known
    totals: Totals
    cases: tuple[PartyCase, ...]
    next_cursor: str | None
    previous_cursor: str | None
    candidates: tuple[Candidate, ...]
    changes: tuple[ChangeView, ...]
    may_link: bool


@transaction.atomic
def party_page(actor: Person, party_id: int, *, cursor: str | None = None) -> PartyPage:
    """Whom the party stands for. Raises PartyNotKnown and core.paging.BadCursor."""
    found = whom(actor, party_id)
    known = known_of(found)
    totals = totals_of(found, today=current_day())
    page = keyset_page(
        for_lines(_cases(found, totals)), order=ENTERED, cursor=cursor, size=PAGE_SIZE
    )
    lines = lines_of(actor, page.items, clocks=False)
    rows = {row.case_id: row for row in found.rows().filter(case__in=[line.id for line in lines])}
    _log(actor, lines)
    several = known.rows > 1
    return PartyPage(
        known=known,
        totals=totals,
        cases=tuple(
            PartyCase(
                line=line,
                row=rows[line.id].pk,
                repeated=line.id in totals.repeated,
                may_split=several and may_link(actor, own=line.own),
            )
            for line in lines
        ),
        next_cursor=page.next_cursor,
        previous_cursor=page.previous_cursor,
        candidates=tuple(candidates_of(found)),
        changes=tuple(changes_about(actor, found.root)),
        may_link=may_link(actor, own=known.own),
    )


def _cases(found: Whom, totals: Totals) -> "QuerySet[GrantedCase]":
    cases = visible_cases(found.actor)
    if totals.more:
        return cases.filter(Exists(found.rows().order_by().filter(case=OuterRef("pk"))))
    return cases.filter(pk__in=totals.case_ids)


def _log(actor: Person, lines: Iterable[CaseLine]) -> None:
    """A line in the audit: which cases of other agencies were shown, and how many in all."""
    shown = list(lines)
    ids = [line.id for line in shown if not line.own]
    changes = {"shown": len(shown)} | ({"cases": ids} if ids else {})
    record_read(actor=actor, verb="party.read", changes=changes, outside=bool(ids))


def _log_rows(actor: Person, rows: Iterable[Known]) -> None:
    ids = sorted({case for known in rows for case in known.outside})
    changes = {"cases": ids} if ids else {}
    record_read(actor=actor, verb="party.read", changes=changes, outside=bool(ids))


@dataclass(frozen=True)
class Side:
    """One of two parties that are compared, with its latest cases: some of `known.rows`."""

    known: Known
    cases: list[CaseLine]


def _side(found: Whom) -> Side:
    ids = list(found.rows().values_list("case_id", flat=True)[:MOST_COMPARED])
    cases = for_lines(visible_cases(found.actor).filter(pk__in=ids))
    return Side(known_of(found), lines_of(found.actor, cases, clocks=False))


@transaction.atomic
def compared(actor: Person, party_id: int, other_id: int) -> tuple[Side, Side]:
    """Two parties side by side, for those who may say whether they are one.

    Raises PartyNotKnown for anybody else, and for two that are one already.
    """
    one, other = whom(actor, party_id), whom(actor, other_id)
    same = one.row.pk == other.row.pk or (one.root is not None and one.root == other.root)
    both = _side(one), _side(other)
    if same or not may_link(actor, own=any(side.known.own for side in both)):
        raise PartyNotKnown
    _log_rows(actor, [side.known for side in both])
    return both


@transaction.atomic
def to_split(actor: Person, party_id: int) -> tuple[PartyView, Known]:
    """A row and what it would be taken out of; raises PartyNotKnown unless the actor may."""
    found = whom(actor, party_id)
    own = found.row.grant_profile == Profile.OWNER
    known = known_of(found)
    if known.rows < 2 or not may_link(actor, own=own):
        raise PartyNotKnown
    _log_rows(actor, [known])
    return row_view(actor, found.row), known


@transaction.atomic
def to_undo(actor: Person, change_id: int) -> tuple[IdentityChange, Known]:
    """A standing decision and one of the parties it is about; raises PartyNotKnown."""
    change = (
        IdentityChange.objects.filter(pk=change_id, undone_at__isnull=True)
        .select_related("person", "person__agency")
        .first()
    )
    if change is None:
        raise PartyNotKnown
    near = surroundings(actor, [change])
    if not may_undo(actor, change, near):
        raise PartyNotKnown
    one, _other = sides(change, near)
    known = known_of(whom(actor, max(one)))
    _log_rows(actor, [known])
    return change, known


@dataclass(frozen=True)
class Found:
    """A party found by name: one line for each identity."""

    party: PartyView
    case_id: int
    rows: int


@transaction.atomic
def parties_named(actor: Person, name: str) -> list[Found]:
    """Parties that the actor knows with this in their name, latest first, MOST_FOUND at most."""
    key = name_key(name)
    if not key:
        return []
    called = parties_called(key).order_by().values("pk")[:_MOST_CALLED]
    found: dict[tuple[str, int], Found] = {}
    outside = set()
    rows = known_parties(actor).filter(pk__in=called).select_related("identity").order_by("-pk")
    for row in rows[:_MOST_CALLED]:
        whose = ("identity", row.identity.root_id) if row.identity else ("party", row.pk)
        if whose in found:
            line = found[whose]
            found[whose] = Found(line.party, line.case_id, line.rows + 1)
        elif len(found) < MOST_FOUND:
            found[whose] = Found(row_view(actor, row), row.case_id, 1)
            if row.grant_profile != Profile.OWNER:
                outside.add(row.case_id)
    changes = {"asked": {"name": asked_words(name)}, "shown": len(found)}
    if outside:
        changes["cases"] = sorted(outside)
    record_read(actor=actor, verb="party.find", changes=changes, outside=bool(outside))
    return list(found.values())
