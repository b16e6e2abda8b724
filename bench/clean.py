"""Take away what a run added, so that the next one finds the county as it was filled."""

from typing import Any

import pgtrigger
from django.db import connection, transaction

# Tables that point to a table, and by which column.
_POINTING = """
SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.conrelid <> c.confrelid
"""
# Of these the county has none.
_EMPTY = (
    "cases_exportpart",
    "cases_exportfile",
    "cases_caseexport",
    "cases_casedraft",
    "cases_importrow",
    "cases_importpart",
    "cases_importsession",
    "inbox_noticeread",
    "inbox_notice",
)
# What names a case without a reference.
_LOOSE = (
    """DELETE FROM deadlines_clockevent e USING deadlines_clock c
       WHERE c.id = e.clock_id AND c.subject_type = 'case' AND c.subject_id > %s""",
    "DELETE FROM deadlines_clock WHERE subject_type = 'case' AND subject_id > %s",
    "DELETE FROM inbox_todo WHERE subject_type = 'case' AND subject_id > %s",
    "DELETE FROM cases_accessgone WHERE case_id > %s",
    "SELECT setval(pg_get_serial_sequence('cases_case', 'id'), %s)",
)


@transaction.atomic
def clean(cases: int) -> None:
    """Remove every case with a number above `cases`, and what hangs on it; the log stays."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        for table in _EMPTY:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SELECT count(*) FROM cases_case WHERE id > %s", [cases])
        (added,) = cursor.fetchone()
        if not added:
            return
        cursor.execute(_POINTING)
        _remove(cursor, cursor.fetchall(), ("cases_case",), f"id > {cases:d}")
        for statement in _LOOSE:
            cursor.execute(statement, [cases])
    print(f"  {added:,} cases of this run taken away again", flush=True)


def _remove(
    cursor: Any, pointing: list[tuple[str, str, str]], path: tuple[str, ...], where: str
) -> None:
    """The rows of the last table of `path`, after those that point to them."""
    table = path[-1]
    for other, column, target in pointing:
        if target == table and other not in path:
            rows = f"{column} IN (SELECT id FROM {table} WHERE {where})"
            _remove(cursor, pointing, (*path, other), rows)
    cursor.execute(f"DELETE FROM {table} WHERE {where}")
