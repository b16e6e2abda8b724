"""Rows of one session as cases, with what they need looked up once."""

import json
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop

from cases.importing.cells import Cells, Message, by_column
from cases.importing.reference import headings_of, own_of, reference
from cases.importing.rows import ParsedRow, parse_row
from cases.models import ImportRow, ImportSession
from cases.parsing.headings import Column

_SHIFTED = gettext_noop(
    "本行有 %(width)s 格，标题只有 %(headings)s 列，内容可能错位。"
    "请检查单元格中是否有未加引号的逗号，或者给多出的列加上标题。"
)


class RowReader:
    """Reads rows of one session."""

    def __init__(self, session: ImportSession) -> None:
        self.session = session
        self.own = own_of(session)
        self.reference = reference()
        self.headings = headings_of(session)

    def cells(self, row: ImportRow) -> Cells:
        """The cells of a row by column."""
        return by_column(self.session.fields, json.loads(row.raw))

    def heading(self, column: Column) -> str:
        """What the file calls a column."""
        return self.headings.get(column, str(column.label))

    def read(self, row: ImportRow) -> ParsedRow:
        """The row as a case, or why not."""
        raw = json.loads(row.raw)
        if len(raw) > len(self.session.headings):
            values = {"width": len(raw), "headings": len(self.session.headings)}
            return ParsedRow(None, (Message("error", "", _SHIFTED, values),))
        return parse_row(
            by_column(self.session.fields, raw),
            own=self.own,
            reference=self.reference,
            headings=self.headings,
        )

    def read_group(self, rows: Sequence[ImportRow]) -> ParsedRow:
        """The case of a row and of those that name further parties of the same decision."""
        first, *others = [self.read(row) for row in rows]
        if first.data is None or any(other.data is None for other in others):
            return replace(first, data=None)
        parties = [party for row in (first, *others) if row.data for party in row.data.parties]
        return replace(first, data=replace(first.data, parties=tuple(dict.fromkeys(parties))))
