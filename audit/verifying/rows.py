"""The rows of the log against their hashes and the seals over them."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.db import connection

from audit.hashing import FIELDS, is_hash_of, spelling, spelt_address
from audit.models import AuditSeal
from audit.seals.content import MARK_BYTES, ids_in, mark, row_bytes
from audit.verifying.report import Report
from core.crypto import digest

FETCHED = 2000
# As the hash spells them: microseconds, and an address with its mask where it has one.
_COLUMNS = ", ".join(
    {
        "at": "CASE WHEN isfinite(at) THEN (extract(epoch FROM at) * 1000000)::bigint END",
        "changes": "changes::text",
        "ip": "abbrev(ip)",
    }.get(name, name)
    for name in FIELDS
)
_ROWS = f"""
SELECT xid, id, row_hash, {_COLUMNS} FROM audit_auditevent
WHERE xid >= %s AND xid < %s ORDER BY xid, id
"""  # noqa: S608  (only constants of ours)
_COPIES = """
SELECT array_agg(id ORDER BY id) FROM audit_auditevent
WHERE at >= %s AND at <= %s GROUP BY at, row_hash HAVING count(*) > 1 LIMIT 1000
"""
BEFORE, BEYOND = -(2**63), 2**63 - 1
# Where the values of `FIELDS` begin in a row.
_VALUES = 3
AT = _VALUES
_CHANGES = FIELDS.index("changes")
_STRAYS = """
SELECT id FROM audit_auditevent WHERE at >= %s AND at < %s AND xid < %s ORDER BY id LIMIT 1000
"""
_UNNUMBERED = "SELECT id FROM audit_auditevent WHERE xid IS NULL LIMIT 1000"


def read_rows(since: int, end: int) -> Iterator[tuple[Any, ...]]:
    """Rows of the transactions in question, a few at a time, in order of transaction and id."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS, [since, end])
        while batch := cursor.fetchmany(FETCHED):
            yield from batch


def is_as_written(row: tuple[Any, ...]) -> bool:
    """Whether a row of `read_rows` says what its hash was made of."""
    values = list(row[_VALUES:])
    try:
        values[_CHANGES] = json.loads(values[_CHANGES], parse_float=_refuse)
    except (ValueError, TypeError):
        return False
    values[-1] = spelt_address(values[-1])
    return is_hash_of(bytes(row[2] or b""), spelling(values))


def _refuse(text: str) -> NoReturn:
    """No fraction is ever written as a number."""
    raise ValueError(text)


class Stretch:
    """The rows of one seal, gathered as they come."""

    def __init__(self) -> None:
        self.marks: dict[int, bytes] = {}
        self.digested: list[bytes] = []
        self.doubled: list[int] = []

    def take(self, row: tuple[Any, ...]) -> None:
        """Add a row of `read_rows`."""
        packed = row_bytes(row[0], row[1], bytes(row[2] or b""))
        if row[1] in self.marks:
            self.doubled.append(row[1])
        self.marks[row[1]] = mark(packed)
        self.digested.append(packed)

    def compare(self, seal: AuditSeal, report: Report) -> None:
        """Say how the rows differ from what was sealed."""
        if digest(self.digested).hex() == seal.digest and len(self.digested) == seal.rows:
            return
        sealed_marks = bytes(seal.marks)
        sealed = {
            each: sealed_marks[place * MARK_BYTES : (place + 1) * MARK_BYTES]
            for place, each in enumerate(ids_in(seal.ids))
        }
        missing = sorted(sealed.keys() - self.marks.keys())
        added = sorted([*(self.marks.keys() - sealed.keys()), *self.doubled])
        moved = sorted(each for each, its in self.marks.items() if sealed.get(each, its) != its)
        for kind, ids in (("row_missing", missing), ("row_added", added), ("row_moved", moved)):
            if ids:
                report.add(kind, str(seal), ids)
        if not (missing or added or moved):
            report.add("rows_unlike", str(seal))


def find_copies(since: Any, until: Any, report: Report) -> None:
    """Rows that are one another's copies, hash and all: no two are written alike."""
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, [since, until])
        for (ids,) in cursor.fetchall():
            report.add("row_copied", ids=ids)


def find_unnumbered(report: Report) -> None:
    """Rows without a transaction, which no seal could take."""
    with connection.cursor() as cursor:
        cursor.execute(_UNNUMBERED)
        if ids := [row[0] for row in cursor.fetchall()]:
            report.add("row_added", ids=ids)


def find_strays(since: Any, until: Any, before: int, report: Report) -> None:
    """Rows of a period that say they were written before its first seal: none was."""
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS, [since, until, before])
        if ids := [row[0] for row in cursor.fetchall()]:
            report.add("row_added", ids=ids)
