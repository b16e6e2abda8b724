"""From the bytes of a file to rows of cells, and the row in which the headings stand."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypedDict

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from cases.importing.sniff import Unreadable
from cases.parsing.headings import column_of

Cell = str | int | float | None

MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 60_000_000
HEADER_WITHIN = 20
# Fewer known headings than this are no heading row but words of a title.
LEAST_KNOWN = 3


class Sheet(TypedDict):
    """What is read from a file; `rows` are (row number, cells), empty rows left out."""

    encoding: str
    sheet: str
    header_row: int
    headings: list[str]
    rows: list[tuple[int, list[Cell]]]


def read_csv(data: bytes) -> Sheet:
    """A text file with separators; raises Unreadable."""
    text, encoding = _decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        found = _take(iter(reader))
    except csv.Error as error:
        raise Unreadable("quotes", str(reader.line_num)) from error
    if found is None:
        raise Unreadable("no_headings")
    return {"encoding": encoding, "sheet": "", **found}


def read_xlsx(data: bytes) -> Sheet:
    """The first worksheet in which headings are found; raises Unreadable."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).iter_rows()
            if found := _take([_plain(cell) for cell in row] for row in rows):
                return {"encoding": "", "sheet": name[:100], **found}
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable("broken") from error
    raise Unreadable("no_headings")


class _Found(TypedDict):
    header_row: int
    headings: list[str]
    rows: list[tuple[int, list[Cell]]]


def _take(rows: Iterable[Sequence[Cell]]) -> _Found | None:
    numbered = ((number, list(row)) for number, row in enumerate(rows, start=1))
    top = list(islice(numbered, HEADER_WITHIN))
    best = max(range(len(top)), key=lambda i: (_known(top[i][1]), -i), default=None)
    if best is None or _known(top[best][1]) < LEAST_KNOWN:
        return None
    number, cells = top[best]
    headings = [str(cell if cell is not None else "").strip()[:200] for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise Unreadable("columns", str(MAX_COLUMNS))
    following = _without_codes(top[best + 1 :])
    return {
        "header_row": number,
        "headings": headings,
        "rows": list(_filled(chain(following, numbered), len(headings))),
    }


def _without_codes(rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """A second line of headings (the CF_ codes under the names) is no case."""
    return rows[1:] if rows and _known(rows[0][1]) >= LEAST_KNOWN else rows


def _filled(rows: Iterator[tuple[int, list[Cell]]], width: int) -> Iterator[tuple[int, list[Cell]]]:
    count = characters = 0
    for number, cells in rows:
        if all(cell is None or not str(cell).strip() for cell in cells):
            continue
        # Cells beyond the headings are kept: a shifted row must be seen to be one.
        while len(cells) > width and (cells[-1] is None or not str(cells[-1]).strip()):
            cells.pop()
        cells = cells[:MAX_COLUMNS]
        count += 1
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if count > MAX_ROWS:
            raise Unreadable("rows", str(MAX_ROWS))
        if characters > MAX_CHARACTERS:
            raise Unreadable("bomb")
        yield number, cells


def _known(cells: list[Cell]) -> int:
    texts = [cell for cell in cells[:MAX_COLUMNS] if isinstance(cell, str) and len(cell) < 100]
    return len({column for column in map(column_of, texts) if column})


def _plain(cell: object) -> Cell:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return str(cell)
    return cell if isinstance(cell, str | int | float) else None


def _decode(data: bytes) -> tuple[str, str]:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(name), name.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _delimiter(text: str) -> str:
    """Comma, else tab, else semicolon: the first that parts some line into headings."""
    lines = text.splitlines()[:HEADER_WITHIN]
    counts = {sign: max((_known(list(line.split(sign))) for line in lines), default=0)
              for sign in (",", "\t", ";")}  # fmt: skip
    return max(counts, key=lambda sign: counts[sign])
