"""How far a system has followed a feed: no row can come in behind a mark.

Sequence numbers and times miss changes: who took number 7 may commit after number 8 was
handed out. Rows carry the number of their transaction instead, and only those below every
transaction that still runs are handed out.
"""

import re
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan

_SPELT = re.compile(r"([0-9a-f]{1,16})-([0-9a-f]{1,15})-([0-9a-f]{1,15})")
# Beyond every row, so that the next walk starts at the next transaction.
LAST = 2**59


class BadMark(ValueError):
    """A mark that no answer of this feed ever held."""


class MarkOfAnotherCluster(Exception):
    """The database was loaded anew since: whoever follows starts from the beginning."""


class FeedMoved(Exception):
    """The database came from another cluster, and `restart_changes` hasn't run here yet."""


class Mark(NamedTuple):
    """How far somebody has followed: transaction, and row within it."""

    xid: int = 0
    row: int = 0


# The lowest transaction that still runs and may write here. Those that are known to work in
# another database of the cluster don't hold this one's changes back.
_BOUND = """
SELECT control.system_identifier::text, (SELECT cluster FROM cases_feed_origin),
    coalesce(min(running.xid::text::bigint),
             pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
FROM pg_control_system() control
LEFT JOIN LATERAL (
    SELECT xid FROM pg_snapshot_xip(pg_current_snapshot()) AS xid
    WHERE xid::xid NOT IN (
        SELECT locked.transactionid
        FROM pg_locks locked JOIN pg_stat_activity activity ON activity.pid = locked.pid
        WHERE locked.locktype = 'transactionid' AND locked.mode = 'ExclusiveLock'
          AND locked.granted AND activity.datname <> current_database()
    )
) running ON true
GROUP BY control.system_identifier
"""


def feed_bound() -> tuple[str, int]:
    """The cluster, and the bound below which every transaction is through. Raises FeedMoved."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUND)
        cluster, origin, bound = cursor.fetchone()
    if cluster != origin:
        raise FeedMoved
    return f"{int(cluster):x}", bound


def read_mark(text: str, cluster: str) -> Mark:
    """The mark that a text spells, "" for the beginning. Raises BadMark, MarkOfAnotherCluster."""
    if not text:
        return Mark()
    found = _SPELT.fullmatch(text)
    if found is None:
        raise BadMark(text)
    if found[1] != cluster:
        raise MarkOfAnotherCluster
    return Mark(int(found[2], 16), int(found[3], 16))


def spell_mark(mark: Mark, cluster: str) -> str:
    """The mark as whoever follows sends it back."""
    return f"{cluster}-{mark.xid:x}-{mark.row:x}"


def beyond(rows: "QuerySet[Any]", mark: Mark, bound: int, xid: str, row: str) -> "QuerySet[Any]":
    """Rows after the mark and below the bound, as one walk of an index on (…, xid, row)."""
    after = TupleGreaterThan((F(xid), F(row)), (mark.xid, mark.row))
    return rows.filter(after, **{f"{xid}__lt": bound}).order_by(xid, row)
