"""Rows into a file: xlsx or csv, one at a time, formula-safe."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO

from cases.exporting.rows import Cell
from core.cells import safe
from core.workbook import write_workbook

_NARROWEST, _WIDEST = 12, 40


def write_xlsx(
    out: IO[bytes], *, title: str, headings: Sequence[str], rows: Iterable[list[Cell]]
) -> None:
    """A workbook with one sheet; every text is a text, whatever it begins with."""
    widths = [min(_WIDEST, max(_NARROWEST, 2.2 * len(heading))) for heading in headings]
    write_workbook(out, sheet=title, headings=headings, rows=rows, widths=widths)


def write_csv(out: IO[bytes], *, headings: Sequence[str], rows: Iterable[list[Cell]]) -> None:
    """UTF-8 with a mark at the beginning, by which spreadsheets know it."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    table = csv.writer(text)
    table.writerow(headings)
    table.writerows([_plain(value) for value in row] for row in rows)
    # The file stays open for whoever gave it.
    text.detach()


def _plain(value: Cell) -> str:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)
