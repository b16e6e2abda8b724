"""Fill tables without their indexes and references, and build both anew afterwards.

What was taken away is remembered in the database: a fill that was killed goes on.
"""

import time

from django.db import connection, transaction

_INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), i.indexrelid::regclass::text,
       pg_get_indexdef(i.indexrelid)
FROM pg_index i
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')
WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND c.oid IS NULL
"""
# A unique constraint to which a reference points stays, as primary keys do.
_CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), conname,
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
FROM pg_constraint u
WHERE conrelid = ANY (%(tables)s::regclass[]) AND (contype = 'f' OR contype IN ('u', 'x')
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = u.conindid))
ORDER BY contype = 'f' DESC
"""
_TRIGGERS = """
SELECT format('ALTER TABLE %%s DISABLE TRIGGER USER', t), t || ', triggers',
       format('ALTER TABLE %%s ENABLE TRIGGER USER', t)
FROM unnest(%(tables)s) t
"""


@transaction.atomic
def strip(tables: list[str]) -> None:
    """Take indexes, references and triggers away, remembering in bench.build how to make them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        rows: list[tuple[str, str, str]] = []
        for query in (_TRIGGERS, _CONSTRAINTS, _INDEXES):
            cursor.execute(query, {"tables": tables})
            rows += cursor.fetchall()
        for drop, _, _ in rows:
            cursor.execute(drop)
        # References after the indexes through which they are checked.
        cursor.executemany(
            "INSERT INTO bench.build (title, statement) VALUES (%s, %s)",
            [(title, build) for _, title, build in reversed(rows)],
        )


def dress() -> None:
    """Build what strip took away, one by one, as far as it isn't there yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, title, statement FROM bench.build ORDER BY id")
        for number, title, statement in cursor.fetchall():
            started = time.monotonic()
            with transaction.atomic():
                cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
                cursor.execute(statement)
                cursor.execute("DELETE FROM bench.build WHERE id = %s", [number])
            took = time.monotonic() - started
            if took > 1:
                print(f"  {title} ({took:.0f} s)", flush=True)
