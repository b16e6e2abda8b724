"""Rows into a file: xlsx or csv, a batch at a time, formula-safe."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cases.exporting.rows import Cell
from core.cells import safe

_WIDEST = 40


class Writer(Protocol):
    """Takes rows, and gives the file when all are there."""

    def add(self, rows: Iterable[list[Cell]]) -> int:
        """Write rows; returns how many."""
        ...

    def content(self) -> bytes:
        """The finished file."""
        ...

    def give_up(self) -> None:
        """Let go of what was written."""
        ...


class XlsxWriter:
    """A workbook with one sheet; every text is a text, whatever it begins with."""

    def __init__(self, title: str, headings: Iterable[str]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        head = []
        for position, heading in enumerate(headings, start=1):
            cell = WriteOnlyCell(self._sheet, heading)
            cell.font = Font(bold=True)
            head.append(cell)
            width = min(_WIDEST, max(12, 2.2 * len(heading)))
            self._sheet.column_dimensions[get_column_letter(position)].width = width
        self._sheet.append(head)

    def add(self, rows: Iterable[list[Cell]]) -> int:
        """Write rows; returns how many."""
        count = 0
        for row in rows:
            self._sheet.append([self._cell(value) for value in row])
            count += 1
        return count

    def _cell(self, value: Cell) -> object:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        # Or a text that begins with = would be a formula.
        cell.data_type = "s"
        return cell

    def content(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def give_up(self) -> None:
        """Let go of what was written."""
        self._sheet.close()
        # The rows stand in clear in a file of their own until the book is saved.
        self._sheet._writer.cleanup()


class CsvWriter:
    """UTF-8 with a mark at the beginning, by which spreadsheets know it."""

    def __init__(self, headings: Iterable[str]) -> None:
        self._out = io.StringIO()
        self._out.write("\ufeff")
        self._csv = csv.writer(self._out)
        self._csv.writerow(headings)

    def add(self, rows: Iterable[list[Cell]]) -> int:
        """Write rows; returns how many."""
        count = 0
        for row in rows:
            self._csv.writerow([_plain(value) for value in row])
            count += 1
        return count

    def content(self) -> bytes:
        """The finished file."""
        return self._out.getvalue().encode()

    def give_up(self) -> None:
        """Let go of what was written."""
        self._out.close()


def _plain(value: Cell) -> str:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)
