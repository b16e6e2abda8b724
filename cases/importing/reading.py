"""Reading an uploaded file safely, in a child process with limits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.importing.reasons import refusal
from cases.importing.sheets import Table
from cases.importing.sniff import format_of
from cases.importing.tables import LEAST_KNOWN, Numbered
from core.limited import Unreadable
from core.limited.parent import answers

WAIT_SECONDS = 120


@dataclass(frozen=True)
class Probed:
    """What is in a file. `encoding` and `delimiter` are empty for a workbook."""

    file_format: str
    encoding: str
    delimiter: str
    tables: list[Table]


def probe_file(data: bytes) -> Probed:
    """The tables of a csv or xlsx file.

    Raises ValidationError for any other file, whatever its name says.
    """
    try:
        file_format = format_of(data)
        (found,) = _answers({"do": "probe", "file_format": file_format}, [data])
    except Unreadable as fault:
        raise refusal(fault) from fault
    if not found["tables"]:
        raise refusal(Unreadable("no_headings"))
    # A sheet that explains the columns is no table beside one whose headings are known.
    likely = [t for t in found["tables"] if t["known"] >= LEAST_KNOWN] or found["tables"]
    found["tables"] = [table for table in likely if table["rows"]]
    if not found["tables"]:
        raise refusal(Unreadable("no_rows"))
    return Probed(file_format=file_format, **found)


def rows_of(
    parts: Iterable[bytes], *, file_format: str, sheet: str, delimiter: str, after: int,
    width: int, passed: Collection[int],
) -> Iterator[Numbered]:  # fmt: skip
    """The rows of one table, as they are read. Raises ValidationError, even after some rows."""
    task = {
        "do": "read",
        "file_format": file_format,
        "sheet": sheet,
        "delimiter": delimiter,
        "after": after,
        "width": width,
        "passed": list(passed),
    }
    try:
        yield from _answers(task, parts)
    except Unreadable as fault:
        raise refusal(fault) from fault


def _answers(task: dict[str, object], parts: Iterable[bytes]) -> Iterator[Any]:
    return answers("cases.importing.child", task, parts, wait_seconds=WAIT_SECONDS)
