"""The uploaded table again, with a column that says what became of each row."""

import csv
import io
import json
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from audit.services import record
from cases.importing.cells import text_or_mark
from cases.importing.selectors import messages_of, visible_ids
from cases.importing.sheets import Cell
from cases.models import ImportRow, ImportSession
from core.cells import safe

_CHUNK = 500
_LEVELS = {
    "error": gettext_lazy("须改正"),
    "warning": gettext_lazy("提醒"),
    "info": gettext_lazy("说明"),
}


def report_lines(*, actor: Person, session: ImportSession, root: str) -> Iterator[str]:
    """The report as csv text, UTF-8 with a mark at the beginning; logged when it starts.

    `root` is the address of the platform, for links to the cases.
    """
    with transaction.atomic():
        record(actor=actor, verb="import.report", obj=session)
    return _lines(actor, session, root)


def _lines(actor: Person, session: ImportSession, root: str) -> Iterator[str]:
    added = [_("文件行号"), _("导入结果"), _("说明"), _("案件链接")]
    yield "\ufeff" + _line([*session.headings, *added])
    rows: list[ImportRow] = []
    last = 0
    while rows := list(session.rows.filter(number__gt=last).order_by("number")[:_CHUNK]):
        visible = visible_ids(actor, rows)
        for row in rows:
            raw: list[Cell] = json.loads(row.raw or "[]")
            width = len(session.headings)
            cells = [*raw, *[None] * width][:width]
            link = ""
            if row.case_id in visible:
                link = root + reverse("cases:detail", args=[row.case_id])
            yield _line([*map(_text, cells), str(row.number), *_said(row), link])
        last = rows[-1].number


def _text(cell: Cell) -> str:
    """The cell as it was: numbers as typed, a dash stays a dash."""
    return cell if isinstance(cell, str) else text_or_mark(cell)


def _said(row: ImportRow) -> list[str]:
    told = []
    for message in messages_of(row):
        level = _LEVELS[message.level]
        where = f"【{message.heading}】" if message.heading else ""
        told.append(f"{level}{where}{message.text}")
    return [str(row.get_state_display()), _("；").join(told)]


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([safe(cell) for cell in cells])
    return line.getvalue()
