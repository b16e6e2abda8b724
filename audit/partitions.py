"""The months of the log. Rows of a month without a partition wait in the one for the rest."""

import datetime as dt

from django.db import connection

from core.clock import current_day

AHEAD = 3
_STRANDED = """
SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'Asia/Shanghai')::date
FROM audit_auditevent_rest
"""


def make_partitions() -> int:
    """Make the partitions of this month and the next `AHEAD`, and those that rows wait for.

    Returns how many were made. May be repeated, and run by two at once.
    """
    today = current_day()
    months = {_month(today, ahead) for ahead in range(AHEAD + 1)}
    with connection.cursor() as cursor:
        cursor.execute(_STRANDED)
        months |= {row[0] for row in cursor.fetchall()}
        made = 0
        for month in sorted(months):
            cursor.execute("SELECT audit_make_partition(%s)", [month])
            made += bool(cursor.fetchone()[0])
    return made


def has_partition(day: dt.date) -> bool:
    """Whether the month of a day has its partition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"audit_auditevent_{day:%Y_%m}"])
        return cursor.fetchone()[0] is not None


def _month(day: dt.date, ahead: int) -> dt.date:
    months = day.year * 12 + day.month - 1 + ahead
    return dt.date(months // 12, months % 12 + 1, 1)
