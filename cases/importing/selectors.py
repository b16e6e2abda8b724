"""Imports are seen by those who record cases for the agency, and nobody else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.importing.cells import Message, by_column, text_or_mark
from cases.importing.check import count_rows
from cases.importing.compare import changes_of
from cases.importing.mapping import use_of
from cases.importing.store import messages_of
from cases.models import ImportRow, ImportSession, RowState
from cases.parsing.fold import in_chinese, one_line
from cases.parsing.headings import Column
from cases.parsing.kinds import PenaltyKind
from cases.policies import may_record
from cases.selectors import visible_cases
from cases.services.bring import Change
from core.identifiers import mask_id
from core.paging import Page, keyset_page

PAGE_SIZE = 50
_SHOWN = 60
_PAYMENT = (Column.PAID_YUAN, Column.PAID_WAN, Column.CLOSED_ON)


@dataclass(frozen=True)
class HeadingUse:
    """What becomes of a column of the file: use is "taken", "checked" or "left"."""

    heading: str
    column: str
    use: str


@dataclass(frozen=True)
class RowLine:
    """A row as the check page shows it; identifiers masked. `case_id` only if visible."""

    number: int
    state: str
    state_label: str
    decision_number: str
    party: str
    identifier: str
    cause: str
    decided_on: str
    kinds: str
    fine: str
    messages: tuple[Message, ...]
    case_id: int | None
    lead: int | None
    changes: tuple[Change, ...]
    choice: str


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: in a state, with a sort of message, from a row on."""

    state: str = ""
    sort: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Sort:
    """Messages of one sort, as a filter."""

    tag: str
    rows: int
    level: str
    heading: str
    text: str
    chosen: bool


def sessions_of(actor: Person) -> QuerySet[ImportSession]:
    """The imports of the actor's agency, latest first."""
    if not may_record(actor):
        return ImportSession.objects.none()
    return ImportSession.objects.filter(agency=actor.agency_id).select_related("person", "agency")


def session_of(actor: Person, pk: int) -> ImportSession | None:
    """An import of the actor's agency; None for everybody else."""
    return sessions_of(actor).filter(pk=pk).first()


def counts_of(session: ImportSession) -> dict[str, int]:
    """Rows per state, as they are now."""
    return _every_state(count_rows(session) if session.is_running else session.counts)


def kept_counts(session: ImportSession) -> dict[str, int]:
    """Rows per state when the last step ended; costs no query."""
    return _every_state(session.counts)


def _every_state(counts: Mapping[str, int]) -> dict[str, int]:
    return {state: counts.get(state, 0) for state in RowState.values}


def headings_used(session: ImportSession) -> list[HeadingUse]:
    """What each column of the file is taken for."""
    found = []
    for heading, name in zip(session.headings, session.fields, strict=True):
        if heading:
            column = Column(name) if name else None
            label = str(column.label) if column else ""
            found.append(HeadingUse(heading, label, use_of(column)))
    return found


def tells_payment(session: ImportSession) -> bool:
    """Whether a column says what was paid or closed: without, every fine is recorded unpaid."""
    return not {column.value for column in _PAYMENT}.isdisjoint(session.fields)


def missing_headings(session: ImportSession) -> list[str]:
    """Columns without which cases come in incomplete."""
    wanted = (Column.PARTY_NAME, Column.DECISION_NO)
    return [str(column.label) for column in wanted if column.value not in session.fields]


def sorts_of(session: ImportSession, *, chosen: str = "") -> list[Sort]:
    """The sorts of message, the worst and most frequent first."""
    return [
        Sort(
            tag=sort["tag"],
            rows=sort["rows"],
            level=(message := Message.from_json(sort["message"])).level,
            heading=message.heading,
            text=message.sort,
            chosen=sort["tag"] == chosen,
        )
        for sort in json.loads(session.said or "[]")
    ]


def rows_page(
    actor: Person, session: ImportSession, *, wanted: Wanted, cursor: str | None
) -> Page[RowLine]:
    """A page of rows in the order of the file. Raises core.paging.BadCursor."""
    rows = session.rows.all()
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.sort:
        rows = rows.filter(tags__contains=[wanted.sort])
    if wanted.number:
        rows = rows.filter(number__gte=wanted.number)
    page = keyset_page(rows, order=["number", "pk"], cursor=cursor, size=PAGE_SIZE)
    visible = visible_ids(actor, page.items)
    lines = [_line(session, row, visible) for row in page.items]
    return Page(lines, page.next_cursor, page.previous_cursor)


def visible_ids(actor: Person, rows: Sequence[ImportRow]) -> set[int]:
    """Which of the rows' cases the actor may open."""
    ids = {row.case_id for row in rows if row.case_id}
    return (
        set(visible_cases(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    )


def _line(session: ImportSession, row: ImportRow, visible: set[int]) -> RowLine:
    cells = by_column(session.fields, json.loads(row.raw or "[]"))

    def shown(*columns: Column) -> str:
        texts = (one_line(text_or_mark(cells.get(column))) for column in columns)
        text = next(filter(None, texts), "")
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

    fine, kinds = shown(Column.FINE_WAN), shown(Column.KINDS)
    plain = fine.replace(".", "", 1).isdigit()
    amount = (_("%s万元") % fine if plain else fine) or shown(Column.FINE_YUAN, Column.TOTAL_YUAN)
    if amount and kinds == in_chinese(PenaltyKind.FINE.label):
        # The amount says it: the word needn't stand twice.
        kinds = ""
    return RowLine(
        number=row.number,
        state=row.state,
        state_label=row.get_state_display(),
        decision_number=shown(Column.DECISION_NO),
        party=shown(Column.PARTY_NAME),
        identifier=mask_id(shown(Column.ID_NO, Column.USCC)),
        cause=shown(Column.CASE_NAME, Column.VIOLATION_TYPE, Column.FACTS),
        decided_on=shown(Column.DECIDED_ON),
        kinds=kinds,
        fine=amount,
        messages=messages_of(row),
        case_id=row.case_id if row.case_id in visible else None,
        lead=row.lead,
        changes=changes_of(row),
        choice=row.choice,
    )
