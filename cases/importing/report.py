"""The uploaded table again, as the same kind of file, with a column of what was found.

A clerk corrects it and uploads it again; the added column is then passed over.
"""

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import loads
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from audit.services import record_read
from cases.importing.cells import text_or_mark
from cases.importing.compare import changes_of
from cases.importing.store import messages_of
from cases.importing.tables import Cell
from cases.models import ImportRow, ImportSession, RowState
from cases.parsing.fold import in_chinese
from cases.parsing.headings import Column
from core.cells import safe
from core.workbook import write_workbook

_CHUNK = 500
_LEVELS = {
    "error": gettext_lazy("须改正"),
    "warning": gettext_lazy("提醒"),
    "info": gettext_lazy("说明"),
}
# What a clerk mends: rows in fault, and those that an undo left where they are.
FAULTY = (RowState.REFUSED, RowState.KEPT)
_MARK = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "gb18030": "gb18030"}


@dataclass(frozen=True)
class Report:
    """A file to hand out: `extension` and `content_type` are those of what was uploaded."""

    content: IO[bytes]
    extension: str
    content_type: str


def make_report(*, actor: Person, session: ImportSession, only_faulty: bool) -> Report:
    """The file with its column of results; logged."""
    with transaction.atomic():
        record_read(actor=actor, verb="import.report", obj=session)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the answer that sends it)
    places = [i for i, name in enumerate(session.fields) if name != Column.CHECK_RESULT]
    headings = [session.headings[i] for i in places]
    headings.append(in_chinese(Column.CHECK_RESULT.label))
    rows = _rows(session, places, only_faulty=only_faulty)
    if session.file_format == "xlsx":
        write_workbook(
            file,
            sheet=session.sheet,
            headings=headings,
            rows=rows,
            widths=[*[16] * (len(headings) - 1), 70],
            wrap_last=True,
        )
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        encoding = _MARK.get(session.encoding, "utf-8-sig")
        _write_csv(file, encoding, session.delimiter or ",", headings, rows)
        kind = f"text/csv; charset={session.encoding or 'utf-8'}"
    file.seek(0)
    return Report(file, session.file_format, kind)


def _write_csv(
    file: IO[bytes],
    encoding: str,
    delimiter: str,
    headings: Sequence[str],
    rows: Iterator[list[Cell]],
) -> None:
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([safe(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe(_text(cell)) for cell in row])
    text.flush()
    text.detach()


def _rows(
    session: ImportSession, places: Sequence[int], *, only_faulty: bool
) -> Iterator[list[Cell]]:
    last = 0
    found = session.rows.order_by("number")
    if only_faulty:
        found = found.filter(state__in=FAULTY)
    while rows := list(found.filter(number__gt=last)[:_CHUNK]):
        for row in rows:
            raw: list[Cell] = loads(row.raw or "[]")
            raw += [None] * (len(session.headings) - len(raw))
            yield [*(raw[i] for i in places), said_of(row)]
        last = rows[-1].number


def _text(cell: Cell) -> str:
    """The cell as it was: numbers as typed, a dash stays a dash."""
    return cell if isinstance(cell, str) else text_or_mark(cell)


def said_of(row: ImportRow) -> str:
    """What became of a row and what was said about it, in one cell."""
    told = []
    for message in messages_of(row):
        where = f"【{message.heading}】" if message.heading else ""
        told.append(f"{_LEVELS[message.level]}{where}{message.text}")
    told += [
        _("%(label)s：原为“%(before)s”，文件为“%(after)s”")
        % {"label": change.label, "before": change.before, "after": change.after}
        for change in changes_of(row)
    ]
    state = str(row.get_state_display())
    return _("：").join([state, _("；").join(told)]) if told else state
