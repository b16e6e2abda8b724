"""The child process that reads a file of reference data: csv, xlsx or jsonl; see core.limited."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from cases.importing.text import decode
from core.limited import Unreadable
from core.limited.child import serve

CPU_SECONDS = 30
MAX_ROWS = 50_000
MAX_COLUMNS = 30
MAX_CHARACTERS = 40_000_000
_LONGEST_CELL = 100_000

Cells = list[str]


def _answers(task: dict[str, Any]) -> Iterator[object]:
    read = {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl}[task["file_format"]]
    rows = _bounded(read(sys.stdin.buffer.read()))
    headings = next(rows, (0, []))[1]
    yield {"headings": headings, "rows": list(rows)}


def _bounded(rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, Cells]]:
    """Rows with something in them, numbered as in the file."""
    count = characters = 0
    for number, row in enumerate(rows, start=1):
        cells = ["" if cell is None else _text(cell) for cell in row[:MAX_COLUMNS]]
        if not any(cells):
            continue
        count += 1
        characters += sum(map(len, cells))
        if count > MAX_ROWS:
            raise Unreadable("rows", str(MAX_ROWS))
        if characters > MAX_CHARACTERS:
            raise Unreadable("bomb")
        yield number, cells


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    # A date of a workbook comes with the hour at which it begins.
    return text.removesuffix(" 00:00:00")


def _csv(data: bytes) -> Iterator[Sequence[object]]:
    csv.field_size_limit(_LONGEST_CELL)
    text, _encoding = decode(data)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable("quotes", str(reader.line_num)) from error


def _xlsx(data: bytes) -> Iterator[Sequence[object]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        yield from book.get_sheet_by_index(0).iter_rows()
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable("broken") from error


def _jsonl(data: bytes) -> Iterator[Sequence[object]]:
    """One object a line; the first says which names there are."""
    names: list[str] = []
    for line in decode(data)[0].splitlines():
        try:
            found = json.loads(line) if line.strip() else {}
        except (ValueError, RecursionError) as error:
            raise Unreadable("broken") from error
        if not isinstance(found, dict):
            raise Unreadable("broken")
        if not names and found:
            names = list(found)
            yield names
        yield [found.get(name) for name in names]


if __name__ == "__main__":
    sys.exit(serve(_answers, seconds=CPU_SECONDS))
