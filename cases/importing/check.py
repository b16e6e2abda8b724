"""Every row is read and judged before anything is recorded."""

import json
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from cases.importing.cells import (
    Cells,
    Message,
    by_column,
    canonical,
    fingerprint,
    text_or_mark,
)
from cases.importing.existing import fingerprinted, numbered
from cases.importing.reference import headings_of, own_of, reference
from cases.importing.rows import ParsedRow, parse_row
from cases.models import ImportRow, ImportSession, ImportState, RowState
from cases.parsing.headings import Column
from cases.parsing.numbers import number_key

_CHUNK = 500


class RowReader:
    """Reads rows of one session, with what they need looked up once."""

    def __init__(self, session: ImportSession) -> None:
        self.session = session
        self.own = own_of(session)
        self.reference = reference()
        self.headings = headings_of(session)

    def cells(self, row: ImportRow) -> Cells:
        """The cells of a row by column."""
        return by_column(self.session.fields, json.loads(row.raw))

    def read(self, row: ImportRow) -> ParsedRow:
        """The row as a case, or why not."""
        raw = json.loads(row.raw)
        if len(raw) > len(self.session.headings):
            return ParsedRow(None, (self._shifted(len(raw)),))
        return parse_row(
            by_column(self.session.fields, raw),
            own=self.own,
            reference=self.reference,
            headings=self.headings,
        )

    def _shifted(self, width: int) -> Message:
        text = _(
            "本行有 %(width)d 格，标题只有 %(headings)d 列，内容可能错位。"
            "请检查单元格中是否有未加引号的逗号，或者给多出的列加上标题。"
        )
        values = {"width": width, "headings": len(self.session.headings)}
        return Message("error", "", text % values)


@transaction.atomic
def check_session(session_id: int) -> bool:
    """Judge all rows of a session that waits for it; whether this call did so.

    Two calls at once do no harm: the second passes. A call that is killed leaves the
    session waiting.
    """
    waiting = ImportSession.objects.filter(pk=session_id, state=ImportState.CHECKING)
    session = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("agency__group", "person__agency")
        .first()
    )
    if session is None:
        return False
    check = _Check(session)
    rows = session.rows.order_by("number").iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        check.judge(chunk)
        ImportRow.objects.bulk_update(
            chunk, ["state", "messages", "request_key", "case"], batch_size=_CHUNK
        )
    session.state = ImportState.CHECKED
    session.counts = count_rows(session)
    session.save(update_fields=["state", "counts"])
    return True


def count_rows(session: ImportSession) -> dict[str, int]:
    """How many rows are in each state."""
    counted = session.rows.order_by().values_list("state").annotate(n=Count("pk"))
    return {str(state): n for state, n in counted}


def stored(messages: Iterable[Message]) -> str:
    """Messages as they are kept with a row."""
    told = [message.as_json() for message in messages]
    return json.dumps(told, ensure_ascii=False) if told else ""


class _Check:
    """Judges rows in the order of the file."""

    def __init__(self, session: ImportSession) -> None:
        self.reader = RowReader(session)
        self.actor = session.person
        self.first_with: dict[str, int] = {}
        self.same: Counter[str] = Counter()

    def judge(self, rows: list[ImportRow]) -> None:
        """Set state, messages, key and case of these rows."""
        keys: dict[int, str] = {}
        faults: dict[int, list[Message]] = {}
        for row in rows:
            parsed, cells = self.reader.read(row), self.reader.cells(row)
            messages = list(parsed.messages)
            if parsed.data is None:
                row.state = RowState.REFUSED
                # Told as well: whether the case is there already.
                key = number_key(text_or_mark(cells.get(Column.DECISION_NO)))
            else:
                key = number_key(parsed.data.decision_number)
                warned = any(message.level == "warning" for message in messages)
                row.state = RowState.WARNED if warned else RowState.READY
                if key:
                    messages += self._repeated(row, key)
                else:
                    row.request_key = self._next_key(cells)
            keys[row.number] = key
            row.messages = stored(messages)
            faults[row.number] = [said for said in messages if said.level == "error"]
        self._find_existing(rows, keys, faults)

    def _repeated(self, row: ImportRow, key: str) -> list[Message]:
        first = self.first_with.setdefault(key, row.number)
        if first == row.number:
            return []
        row.state = RowState.REFUSED
        text = _(
            "与第 %d 行的文号相同，没有再次登记。一份决定书有几名当事人的，"
            "请在登记后打开该案件，用“更正”补上其他当事人。"
        )
        heading = self.reader.headings.get(Column.DECISION_NO, "")
        return [Message("error", heading, text % first)]

    def _next_key(self, cells: Cells) -> str:
        content = canonical(cells)
        self.same[content] += 1
        return fingerprint(cells, self.same[content])

    def _find_existing(
        self, rows: list[ImportRow], keys: dict[int, str], faults: dict[int, list[Message]]
    ) -> None:
        """Faults stay told; reminders were for what would have been recorded."""
        by_number = numbered(self.actor, {key for key in keys.values() if key})
        by_content = fingerprinted(self.actor, {r.request_key for r in rows if r.request_key})
        for row in rows:
            case_id = by_number.get(keys[row.number]) or by_content.get(row.request_key)
            if case_id:
                row.state, row.case_id = RowState.EXISTS, case_id
                row.messages = stored(faults[row.number])
