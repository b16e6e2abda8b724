"""Which cluster numbers the transactions, and what is added to its numbers."""

from django.db import connection, transaction

from core.transactions import LOWEST_RUNNING

LOCK = "SELECT pg_advisory_xact_lock(hashtext('audit_seal'))"
_BOUND = f"""
SELECT origin.cluster = control.system_identifier::text, origin.shift + {LOWEST_RUNNING}
FROM audit_origin origin, pg_control_system() control
"""  # noqa: S608  (only constants of ours)
# Beyond every number that a row or a seal carries.
_SHIFT = """
SELECT greatest(
    (SELECT shift FROM audit_origin),
    coalesce((SELECT max(xid) FROM audit_auditevent), 0) + 1
        - pg_current_xact_id()::text::bigint,
    coalesce((SELECT max(end_xid) FROM audit_auditseal), 0) + 1
        - pg_current_xact_id()::text::bigint)
"""


class ClusterChanged(Exception):
    """The database came from another cluster, and `tend_audit` hasn't run here yet."""


def lock() -> None:
    """Wait for whoever seals; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def bound() -> int:
    """Below it no row comes in any more. Raises ClusterChanged."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUND)
        same, lowest = cursor.fetchone()
    if not same:
        raise ClusterChanged
    return int(lowest)


@transaction.atomic
def follow_cluster() -> bool:
    """After a dump was loaded into another cluster: number on from where the rows end.

    Must run before anything is recorded there (`manage.py tend_audit`, part of `prepare`), as
    the owner of the table. False when nothing had to be done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT cluster FROM audit_origin FOR UPDATE")
        (known,) = cursor.fetchone()
        cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        (here,) = cursor.fetchone()
        if known == here:
            return False
        cursor.execute(_SHIFT)
        shift = int(cursor.fetchone()[0])
        cursor.execute(
            "ALTER TABLE audit_auditevent ALTER COLUMN xid "
            f"SET DEFAULT ({shift} + pg_current_xact_id()::text::bigint)"
        )
        cursor.execute("UPDATE audit_origin SET cluster = %s, shift = %s", [here, shift])
    return True
