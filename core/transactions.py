"""Which transactions of the database are surely over.

Numbers from a sequence and times miss rows: who took number 7 may commit after number 8 was
handed out. Rows that carry the number of their transaction can be followed without a gap: below
the lowest transaction that still runs, nothing comes in any more.
"""

from django.db import connection, models

# The lowest transaction that still runs and may write here. Those that are known to work in
# another database of the cluster don't hold this one's rows back.
LOWEST_RUNNING = """(
SELECT coalesce(min(running.xid::text::bigint),
                pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
FROM pg_snapshot_xip(pg_current_snapshot()) AS running(xid)
WHERE running.xid::xid NOT IN (
    SELECT locked.transactionid
    FROM pg_locks locked JOIN pg_stat_activity activity ON activity.pid = locked.pid
    WHERE locked.locktype = 'transactionid' AND locked.mode = 'ExclusiveLock'
      AND locked.granted AND activity.datname <> current_database()
))"""


class ThisTransaction(models.Func):
    """The number of the running transaction. Numbers rise, but commit in any order."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


def lowest_running() -> int:
    """The bound below which every transaction has committed or is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {LOWEST_RUNNING}")
        bound: int = cursor.fetchone()[0]
    return bound
