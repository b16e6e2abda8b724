"""What changed since a mark, for systems that follow along (cases.selectors.marks)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from agencies.models import Person
from audit.services import record_read
from cases.models import AccessGone, CaseAccess, ExternalKey, Profile
from cases.policies import sees_cases, visible_access
from cases.selectors.marks import LAST, Mark, beyond, feed_bound, read_mark, spell_mark

MOST = 500
APPEARED, CHANGED, GONE = "appeared", "changed", "gone"


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


@transaction.atomic
def changes_since(actor: Person, mark_text: str, *, limit: int = 100) -> Changes:
    """The cases that appeared, changed or went away for the actor since a mark, "" for all.

    In the order in which to follow them; a case comes once, as it is now. Raises BadMark,
    MarkOfAnotherCluster, FeedMoved.
    """
    cluster, bound = feed_bound()
    mark = read_mark(mark_text, cluster)
    if not sees_cases(actor):
        return Changes([], spell_mark(mark, cluster), more=False)
    size = min(limit, MOST)
    found = sorted(
        [*_present(actor, mark, bound, size + 1), *_gone(actor, mark, bound, size + 1)],
        key=attrgetter("xid", "id"),
    )
    items, more = found[:size], len(found) > size
    last = Mark(items[-1].xid, items[-1].id) if more else Mark(bound - 1, LAST)
    last = max(last, mark)
    _log(actor, items)
    return Changes(items, spell_mark(last, cluster), more=more)


def _present(actor: Person, mark: Mark, bound: int, size: int) -> list[CaseChange]:
    rows = beyond(visible_access(actor), mark, bound, "changed_xid", "content_object_id")
    fields = ("decision_number", "file_number", "outcome", "version", "changed_at")
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
    rows = beyond(rows.exclude(Q(Exists(back))), mark, bound, "changed_xid", "case_id")
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
