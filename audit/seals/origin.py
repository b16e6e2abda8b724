"""Which cluster numbers the transactions, and what is added to its numbers."""

from django.db import connection, transaction

from core.transactions import LOWEST_RUNNING

LOCK = "SELECT pg_advisory_xact_lock(hashtext('audit_seal'))"
# Whether a new row is numbered as the seals count: `shift` and the default of the column agree.
NUMBERING = """(
SELECT (found.said = kept.base AND origin.shift = 0)
    OR found.said IN (format('(%s + %s)', origin.shift, kept.base),
                      format('(''%s''::bigint + %s)', origin.shift, kept.base))
FROM (SELECT coalesce(max(pg_get_expr(adbin, adrelid)), '') AS said FROM pg_attrdef
      JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
      WHERE adrelid = 'audit_auditevent'::regclass AND attname = 'xid') found,
     (SELECT '((pg_current_xact_id())::text)::bigint' AS base) kept
)"""
_BOUND = f"""
SELECT origin.cluster = control.system_identifier::text, {NUMBERING},
       origin.shift + {LOWEST_RUNNING}
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


class NumberingChanged(Exception):
    """Somebody changed by hand how the rows of the log are numbered: see `verify_audit`."""


def lock() -> None:
    """Wait for whoever seals; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def bound(sealed: int = 0) -> int:
    """Below it no row comes in any more, and all below `sealed` has a seal.

    Raises ClusterChanged and NumberingChanged.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BOUND)
        found = cursor.fetchall()
    if len(found) != 1:
        raise NumberingChanged
    same, numbered, lowest = found[0]
    if not same:
        raise ClusterChanged
    if not numbered or lowest < sealed:
        raise NumberingChanged
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
