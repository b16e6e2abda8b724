"""Adding many rows at once: COPY takes a tenth of the time of INSERT."""

import io
import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.db import connection

from audit.hashing import FIELDS, microseconds, row_hash, spelling, spelt_address
from audit.models import AuditEvent

BATCH = 5000
_SPECIAL = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_COPY = f"COPY {AuditEvent._meta.db_table} ({', '.join(FIELDS)}, row_hash) FROM STDIN"


class LineRefused(Exception):
    """The database took a line of the log and didn't keep it; the act must not stand without."""


def add_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows with a value for each of `FIELDS`; `changes` has gone through `plain`."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        with connection.cursor() as cursor:
            cursor.copy_expert(_COPY, io.StringIO("".join(map(_line, batch))))
            if cursor.rowcount != len(batch):
                raise LineRefused


def _line(row: Mapping[str, Any]) -> str:
    at, *others, address = (row[name] for name in FIELDS)
    signed = row_hash(spelling([microseconds(at), *others, spelt_address(address)]))
    cells = "\t".join(map(_cell, others))
    return f"{at.isoformat()}\t{cells}\t{_cell(address)}\t\\\\x{signed.hex()}\n"


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(_SPECIAL)
