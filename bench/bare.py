"""Fill tables without their indexes and references, and build both anew afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_INDEXES = """
SELECT 'DROP INDEX ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
FROM pg_index i
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')
WHERE i.indrelid = ANY (%s::regclass[]) AND c.oid IS NULL
"""
_REFERENCES = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])
"""


@contextmanager
def bare(tables: list[str]) -> Iterator[None]:
    """In the caller's transaction: a fill that fails leaves the tables as they were."""
    with connection.cursor() as cursor:
        rows: list[tuple[str, str]] = []
        for query in (_REFERENCES, _INDEXES):
            cursor.execute(query, [tables])
            rows += cursor.fetchall()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for drop, _ in rows:
            cursor.execute(drop)
        yield
        # References last: they are checked through the indexes.
        for _, build in reversed(rows):
            cursor.execute(build)
