"""Rows whose case is there already: what would change."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from django.utils.translation import gettext_noop

from cases.importing.cells import Message, Notes
from cases.importing.existing import fingerprinted, numbered, taken
from cases.importing.reader import RowReader
from cases.importing.rows import ParsedRow, add_refusal
from cases.importing.store import messages_of, save_rows, say
from cases.models import RECORDABLE, ImportRow, RowState
from cases.parsing.headings import Column
from cases.services.bring import Brought, Change, Existing, Result, preview_cases

_CHUNK = 200
_COMPARED = (*RECORDABLE, RowState.REFUSED)
# "exists" is a row without number that says what it said before.
_THERE = gettext_noop("这个案件已经登记，没有按本行改动。")
_STATES = {
    "updated": RowState.CHANGED,
    "unchanged": RowState.EXISTS,
    "exists": RowState.EXISTS,
    "refused": RowState.REFUSED,
}


def compare(reader: RowReader) -> None:
    """Find the cases of all rows; say of each that is there what the row would change."""
    last = 0
    rows = reader.session.rows.filter(lead=None, state__in=_COMPARED).order_by("number")
    while chunk := list(rows.filter(number__gt=last)[:_CHUNK]):
        last = chunk[-1].number
        followers = followers_of(reader, chunk)
        good = [row for row in chunk if row.state in RECORDABLE]
        _preview(reader, _worth_a_look(reader, good, followers), followers)
        _find_refused(reader, [row for row in chunk if row.state == RowState.REFUSED])
        save_rows([*chunk, *follow(chunk, followers)])


def followers_of(reader: RowReader, rows: Sequence[ImportRow]) -> dict[int, list[ImportRow]]:
    """Rows that add a party to the case of one of these, by the number of that one."""
    found: dict[int, list[ImportRow]] = {}
    leads = [row.number for row in rows]
    for row in reader.session.rows.filter(lead__in=leads).order_by("number"):
        found.setdefault(row.lead or 0, []).append(row)
    return found


def follow(
    rows: Sequence[ImportRow], followers: Mapping[int, Sequence[ImportRow]]
) -> Iterator[ImportRow]:
    """The further rows of each case, in the state of its first row."""
    for row in rows:
        for follower in followers.get(row.number, ()):
            follower.state, follower.case_id = row.state, row.case_id
            yield follower


def brought(row: ImportRow, parsed: ParsedRow, case_id: int | None = None) -> Brought | None:
    """The row as the service of cases takes it; None when it can't be read."""
    if parsed.data is None:
        return None
    return Brought(
        data=parsed.data,
        given=parsed.given,
        request_key=row.request_key or None,
        case_id=case_id,
    )


def changes_of(row: ImportRow) -> tuple[Change, ...]:
    """What the row would change, or changed, of its case."""
    return tuple(Change(**change) for change in json.loads(row.changes or "[]"))


def keep_changes(row: ImportRow, result: Result) -> None:
    """Keep with the row what it changes."""
    told = [asdict(change) for change in result.changes]
    row.changes = json.dumps(told, ensure_ascii=False) if told else ""


def _worth_a_look(
    reader: RowReader, rows: Sequence[ImportRow], followers: Mapping[int, list[ImportRow]]
) -> list[ImportRow]:
    """Rows whose case may be there, or of several; the others are new, as they were read."""
    agency = reader.session.agency_id
    numbers = taken(agency, "decision_key", {row.decision_key for row in rows if row.decision_key})
    marks = taken(agency, "request_key", {row.request_key for row in rows if row.request_key})
    return [
        row
        for row in rows
        if row.number in followers or row.decision_key in numbers or row.request_key in marks
    ]


def _preview(
    reader: RowReader, rows: Sequence[ImportRow], followers: Mapping[int, list[ImportRow]]
) -> None:
    read = [reader.read_group([row, *followers.get(row.number, ())]) for row in rows]
    items = [brought(row, parsed) for row, parsed in zip(rows, read, strict=True)]
    known = [(row, item) for row, item in zip(rows, items, strict=True) if item]
    results = preview_cases(
        actor=reader.session.person,
        items=[item for _, item in known],
        existing=Existing.UPDATE,
    )
    for (row, _item), result in zip(known, results, strict=True):
        if result.status not in _STATES:
            continue
        row.state, row.case_id = _STATES[result.status], result.case_id
        keep_changes(row, result)
        if result.fault:
            notes = Notes(reader.headings, list(messages_of(row)))
            add_refusal(notes, result.fault)
            say(row, notes.messages)
        elif row.state == RowState.EXISTS:
            # Reminders were for what would have been recorded.
            say(row, [])


def _find_refused(reader: RowReader, rows: Sequence[ImportRow]) -> None:
    """Of a row in fault too it is told that its case is there."""
    actor = reader.session.person
    by_number = numbered(actor, {row.decision_key for row in rows if row.decision_key})
    by_content = fingerprinted(actor, {row.request_key for row in rows if row.request_key})
    for row in rows:
        case_id = by_number.get(row.decision_key) or by_content.get(row.request_key)
        if case_id:
            row.case_id = case_id
            heading = reader.heading(Column.DECISION_NO)
            say(row, [*messages_of(row), Message("info", heading, _THERE)])
