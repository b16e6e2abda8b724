"""Imports are seen by those who record cases for the agency, and nobody else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.importing.cells import Message, by_column, text_or_mark
from cases.importing.check import count_rows
from cases.models import ImportRow, ImportSession, RowState
from cases.parsing.fold import in_chinese
from cases.parsing.headings import Column
from cases.parsing.kinds import PenaltyKind
from cases.policies import may_record
from cases.selectors import visible_cases
from core.identifiers import mask_id
from core.paging import Page, keyset_page

PAGE_SIZE = 50
_SHOWN = 60
# Read only to refuse what belongs to another agency.
_ONLY_CHECKED = frozenset({Column.AGENCY_NAME, Column.AGENCY_USCC})
_TAKEN = frozenset(
    {
        *(Column.PARTY_NAME, Column.PARTY_CATEGORY, Column.USCC, Column.BUSINESS_REG_NO),
        *(Column.ORG_CODE, Column.TAX_NO, Column.INSTITUTION_NO, Column.SOCIAL_ORG_NO),
        *(Column.LEGAL_REP_NAME, Column.ID_TYPE, Column.ID_NO, Column.DECISION_NO),
        *(Column.CASE_NAME, Column.VIOLATION_TYPE, Column.FACTS, Column.BASIS, Column.KINDS),
        *(Column.KINDS_MORE, Column.CONTENT, Column.FINE_WAN, Column.FINE_YUAN),
        *(Column.CONFISCATION_WAN, Column.CONFISCATION_YUAN, Column.LICENCE),
        *(Column.DECIDED_ON, Column.PUBLISH_UNTIL),
    }
)


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
        if not heading:
            continue
        column = Column(name) if name else None
        use = "taken" if column in _TAKEN else "checked" if column in _ONLY_CHECKED else "left"
        found.append(HeadingUse(heading, str(column.label) if column else "", use))
    return found


def missing_headings(session: ImportSession) -> list[str]:
    """Columns without which cases come in incomplete."""
    wanted = (Column.PARTY_NAME, Column.DECISION_NO)
    return [str(column.label) for column in wanted if column.value not in session.fields]


def rows_page(
    actor: Person, session: ImportSession, *, state: str, cursor: str | None
) -> Page[RowLine]:
    """A page of rows in the order of the file. Raises core.paging.BadCursor."""
    rows = session.rows.filter(state=state) if state else session.rows.all()
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


def messages_of(row: ImportRow) -> tuple[Message, ...]:
    """What was said about a row."""
    return tuple(Message(**said) for said in json.loads(row.messages or "[]"))


def _line(session: ImportSession, row: ImportRow, visible: set[int]) -> RowLine:
    cells = by_column(session.fields, json.loads(row.raw or "[]"))

    def shown(*columns: Column) -> str:
        texts = (text_or_mark(cells.get(column)) for column in columns)
        text = next(filter(None, texts), "")
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

    fine, kinds = shown(Column.FINE_WAN), shown(Column.KINDS)
    amount = _("%s万元") % fine if fine else shown(Column.FINE_YUAN)
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
    )
