"""What changed since a mark, for systems that follow along.

Sequence numbers and times miss changes: who took number 7 may commit after number 8 was
handed out. Rows carry the number of their transaction instead, and only those below every
transaction that still runs are handed out: nothing can come in behind a mark.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan

from agencies.models import Person
from audit.services import record_read
from cases.models import AccessGone, CaseAccess, ExternalKey, Profile
from cases.policies import sees_cases, visible_access

MOST = 500
APPEARED, CHANGED, GONE = "appeared", "changed", "gone"
_SPELT = re.compile(r"([0-9a-f]{1,16})-([0-9a-f]{1,15})-([0-9a-f]{1,15})")
# Beyond every case, so that the next walk starts at the next transaction.
_LAST_CASE = 2**59


class BadMark(ValueError):
    """A mark that no answer of this feed ever held."""


class MarkOfAnotherCluster(Exception):
    """The database was loaded anew since: whoever follows starts from the beginning."""


class FeedMoved(Exception):
    """The database came from another cluster, and `restart_changes` hasn't run here yet."""


class Mark(NamedTuple):
    """How far somebody has followed: transaction, and case within it."""

    xid: int = 0
    case_id: int = 0


@dataclass(frozen=True)
class CaseChange:
    """One case. Of a case that is gone only its id is told."""

    what: str
    id: int
    number: str = ""
    version: int | None = None
    changed_at: dt.datetime | None = None
    own: bool = False
    keys: tuple[ExternalKey, ...] = ()
    xid: int = 0


@dataclass(frozen=True)
class Changes:
    """`mark` is where to go on; `more` says whether there is more already."""

    items: list[CaseChange]
    mark: str
    more: bool


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


def _now() -> tuple[str, int]:
    """The cluster, and the bound below which every transaction is through."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUND)
        cluster, origin, bound = cursor.fetchone()
    if cluster != origin:
        raise FeedMoved
    return f"{int(cluster):x}", bound


def _read(text: str, cluster: str) -> Mark:
    if not text:
        return Mark()
    found = _SPELT.fullmatch(text)
    if found is None:
        raise BadMark(text)
    if found[1] != cluster:
        raise MarkOfAnotherCluster
    return Mark(int(found[2], 16), int(found[3], 16))


def _after(rows: "QuerySet[Any]", mark: Mark, bound: int, case: str) -> "QuerySet[Any]":
    """Rows beyond the mark and below the bound, as one walk of an index."""
    beyond = TupleGreaterThan((F("changed_xid"), F(case)), (mark.xid, mark.case_id))
    return rows.filter(beyond, changed_xid__lt=bound).order_by("changed_xid", case)


@transaction.atomic
def changes_since(actor: Person, mark_text: str, *, limit: int = 100) -> Changes:
    """The cases that appeared, changed or went away for the actor since a mark, "" for all.

    In the order in which to follow them; a case comes once, as it is now. Raises BadMark,
    MarkOfAnotherCluster, FeedMoved.
    """
    cluster, bound = _now()
    mark = _read(mark_text, cluster)
    if not sees_cases(actor):
        return Changes([], f"{cluster}-{mark.xid:x}-{mark.case_id:x}", more=False)
    size = min(limit, MOST)
    found = sorted(
        [*_present(actor, mark, bound, size + 1), *_gone(actor, mark, bound, size + 1)],
        key=attrgetter("xid", "id"),
    )
    items, more = found[:size], len(found) > size
    last = Mark(items[-1].xid, items[-1].id) if more else Mark(bound - 1, _LAST_CASE)
    last = max(last, mark)
    _log(actor, items)
    return Changes(items, f"{cluster}-{last.xid:x}-{last.case_id:x}", more=more)


def _present(actor: Person, mark: Mark, bound: int, size: int) -> list[CaseChange]:
    rows = _after(visible_access(actor), mark, bound, "content_object_id")
    fields = ("decision_number", "file_number", "version", "changed_at")
    found: list[CaseAccess] = list(
        rows.select_related("content_object").only(
            "since_xid", "changed_xid", "profile", *(f"content_object__{f}" for f in fields)
        )[:size]
    )
    keys = _keys(actor, [row.content_object_id for row in found if row.profile == Profile.OWNER])
    return [
        CaseChange(
            what=APPEARED if Mark(row.since_xid, row.content_object_id) > mark else CHANGED,
            id=row.content_object_id,
            number=row.content_object.number,
            version=row.content_object.version,
            changed_at=row.content_object.changed_at,
            own=row.profile == Profile.OWNER,
            keys=tuple(keys.get(row.content_object_id, ())),
            xid=row.changed_xid,
        )
        for row in found
    ]


def _gone(actor: Person, mark: Mark, bound: int, size: int) -> list[CaseChange]:
    rows = AccessGone.objects.filter(group_id=actor.agency.group_id)
    back = visible_access(actor).filter(content_object_id=OuterRef("case_id"))
    rows = _after(rows.exclude(Q(Exists(back))), mark, bound, "case_id")
    return [CaseChange(what=GONE, id=row.case_id, xid=row.changed_xid) for row in rows[:size]]


def _keys(actor: Person, ids: list[int]) -> dict[int, list[ExternalKey]]:
    found: dict[int, list[ExternalKey]] = {}
    if ids:
        rows = ExternalKey.objects.filter(agency_id=actor.agency_id, case_id__in=ids)
        for key in rows.order_by("system", "external_id"):
            found.setdefault(key.case_id, []).append(key)
    return found


def _log(actor: Person, items: Iterable[CaseChange]) -> None:
    """One line for all cases of other agencies that were told of."""
    ids = [item.id for item in items if not item.own and item.what != GONE]
    if ids:
        record_read(actor=actor, verb="case.changes", changes={"cases": ids}, outside=True)
