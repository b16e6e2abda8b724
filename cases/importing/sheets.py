"""From the bytes of a file to tables: what is in it first, then row by row."""

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypedDict

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from cases.importing.formulas import Formulas, formulas_of
from cases.importing.tables import (
    HEADER_WITHIN,
    Cell,
    Numbered,
    filled,
    find_header,
    headings_at,
    is_beside_the_table,
    known,
)
from cases.importing.text import decode, delimiter_of
from core.limited import Unreadable

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 200_000_000
# A row says at most this; more would be a file in a cell.
_LONGEST_CELL = 40_000
_LONGEST_CSV_CELL = 1_000_000
_SHOWN_ROWS = 30
_SHOWN_CHARACTERS = 200


class Table(TypedDict):
    """A sheet that looks like a table; `top` are its first rows, cells cut for showing.

    `passed` are rows beside the table; `formulas` is column → row numbers.
    """

    sheet: str
    header_row: int
    known: int
    rows: int
    top: list[Numbered]
    passed: list[int]
    formulas: Formulas


class Found(TypedDict):
    """What is in a file."""

    encoding: str
    delimiter: str
    tables: list[Table]


def probe(file_format: str, data: bytes) -> Found:
    """The tables of a file; raises Unreadable."""
    if file_format == "csv":
        text, encoding = decode(data)
        delimiter = delimiter_of(text)
        table = _table("", _csv_rows(text, delimiter))
        return {"encoding": encoding, "delimiter": delimiter, "tables": [table] if table else []}
    tables = []
    for name, rows in _sheets(data):
        if table := _table(name, rows):
            table["formulas"] = formulas_of(data, name)
            tables.append(table)
    return {"encoding": "", "delimiter": "", "tables": tables}


def read(
    file_format: str, data: bytes, *, sheet: str, delimiter: str, after: int, width: int,
    passed: Collection[int],
) -> Iterator[Numbered]:  # fmt: skip
    """The rows below row `after`; raises Unreadable."""
    if file_format == "csv":
        rows = _csv_rows(decode(data)[0], delimiter)
    else:
        rows = next((rows for name, rows in _sheets(data) if name == sheet), iter(()))
    beside = set(passed)
    below = (
        (number, list(cells))
        for number, cells in enumerate(rows, start=1)
        if number > after and number not in beside
    )
    return _filled(below, width)


def _csv_rows(text: str, delimiter: str) -> Iterator[Sequence[Cell]]:
    csv.field_size_limit(_LONGEST_CSV_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable("quotes", str(reader.line_num)) from error


def _sheets(data: bytes) -> Iterator[tuple[str, Iterator[Sequence[Cell]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).iter_rows()
            yield name[:100], ([_plain(cell) for cell in row] for row in rows)
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable("broken") from error


def _table(name: str, rows: Iterable[Sequence[Cell]]) -> Table | None:
    numbered: Iterator[Numbered] = ((n, list(row)) for n, row in enumerate(rows, start=1))
    top = list(islice(numbered, _SHOWN_ROWS + HEADER_WITHIN))
    index = find_header(top[:HEADER_WITHIN])
    if index is None:
        return None
    headings, last = headings_at(top, index)
    if len(headings) > MAX_COLUMNS:
        raise Unreadable("columns", str(MAX_COLUMNS))
    following = chain((row for row in top if row[0] > last), numbered)
    passed: list[int] = []
    count = sum(1 for _row in _filled(following, len(headings), passed))
    return {
        "sheet": name,
        "header_row": top[index][0],
        "known": known(headings),
        "rows": count,
        "top": [(number, _shown(cells)) for number, cells in top[: index + _SHOWN_ROWS]],
        "passed": passed,
        "formulas": {},
    }


def _shown(cells: list[Cell]) -> list[Cell]:
    return [c[:_SHOWN_CHARACTERS] if isinstance(c, str) else c for c in cells[:MAX_COLUMNS]]


def _filled(
    rows: Iterable[Numbered], width: int, passed: list[int] | None = None
) -> Iterator[Numbered]:
    """Rows with something in them, without what is beside the table."""
    count = characters = 0
    for number, cells in rows:
        if not any(map(filled, cells)):
            continue
        if passed is not None and is_beside_the_table(cells, width):
            passed.append(number)
            continue
        # Cells beyond the headings are kept: a shifted row must be seen to be one.
        while len(cells) > width and not filled(cells[-1]):
            cells.pop()
        cells = [c[:_LONGEST_CELL] if isinstance(c, str) else c for c in cells[:MAX_COLUMNS]]
        count += 1
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if count > MAX_ROWS:
            raise Unreadable("rows", str(MAX_ROWS))
        if characters > MAX_CHARACTERS:
            raise Unreadable("bomb")
        yield number, cells


def _plain(cell: object) -> Cell:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return str(cell)
    return cell if isinstance(cell, str | int | float) else None
