"""Post and withdraw notices, and mark them as read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from agencies.models import Person
from audit.services import record_all
from core.clock import current_moment
from inbox.models import Notice, NoticeRead
from inbox.registry import kind_is_known
from inbox.services.fresh import add_new
from inbox.services.said import notice_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeInput:
    """A notice that must be there; without post and person it is for the whole agency.

    *note* is what a person wrote, without personal data; what the platform has to say
    stands in the kind and the subject.
    """

    kind: str
    key: str
    agency_id: int
    subject_type: str
    subject_id: int
    post: str = ""
    person_id: int | None = None
    note: str = ""


@transaction.atomic
def post_notices(items: Sequence[NoticeInput]) -> None:
    """Make sure these notices are there, with a constant number of statements.

    Harmless for those that are; one that was withdrawn comes back, unread by everybody.
    Raises LookupError for a kind nobody registered; then nothing is posted.
    """
    wanted = {item.key: item for item in items}
    for kind in {item.kind for item in wanted.values()}:
        if not kind_is_known(kind):
            raise LookupError(f"unregistered kind of notice: {kind}")
    if not wanted:
        return
    now = current_moment()
    found = {notice.key: notice for notice in _locked(wanted)}
    missing = wanted.keys() - found.keys()
    # What another transaction posted meanwhile has its own line.
    posted = add_new([_notice(wanted[key], now) for key in missing])
    again = [notice for notice in found.values() if notice.withdrawn_at is not None]
    if again:
        ids = [notice.pk for notice in again]
        Notice.objects.filter(pk__in=ids).update(withdrawn_at=None, posted_at=now)
        NoticeRead.objects.filter(notice__in=ids).delete()
    if posted or again:
        entries = [notice_entry("notice.post", notice) for notice in (*posted, *again)]
        record_all(actor=None, entries=entries)


@transaction.atomic
def withdraw_notices(
    *,
    actor: Person | None,
    keys: Collection[str] | None = None,
    subject_type: str | None = None,
    subject_ids: Collection[int] | None = None,
    kinds: Collection[str] | None = None,
) -> int:
    """Take notices away because their ground is gone; returns how many.

    Named as in `settle_all`. Raises ValueError when neither is given.
    """
    notices = Notice.objects.filter(withdrawn_at__isnull=True)
    if keys is not None:
        notices = notices.filter(key__in=list(keys))
    elif subject_type is not None and subject_ids is not None:
        notices = notices.filter(subject_type=subject_type, subject_id__in=list(subject_ids))
    else:
        raise ValueError("withdraw_notices() needs keys, or a subject type and ids")
    if kinds is not None:
        notices = notices.filter(kind__in=list(kinds))
    found = list(notices.select_for_update().order_by("id"))
    if found:
        ids = [notice.pk for notice in found]
        Notice.objects.filter(pk__in=ids).update(withdrawn_at=current_moment())
        entries = [notice_entry("notice.withdraw", notice) for notice in found]
        record_all(actor=actor, entries=entries)
    return len(found)


def mark_read(*, actor: Person, notice_ids: Iterable[int]) -> None:
    """These notices, which a selector showed to the actor, are read; again does no harm."""
    NoticeRead.objects.bulk_create(
        [NoticeRead(notice_id=pk, person=actor) for pk in notice_ids], ignore_conflicts=True
    )


def remove_old_notices() -> int:
    """Remove notices past `settings.NOTICE_KEEP_DAYS`; returns how many. The log stays."""
    before = current_moment() - timedelta(days=settings.NOTICE_KEEP_DAYS)
    _total, by_model = Notice.objects.filter(posted_at__lt=before).delete()
    return by_model.get(Notice._meta.label, 0)


def _locked(keys: Iterable[str]) -> list[Notice]:
    return list(Notice.objects.filter(key__in=list(keys)).select_for_update().order_by("id"))


def _notice(item: NoticeInput, now: datetime) -> Notice:
    return Notice(
        kind=item.kind,
        key=item.key,
        agency_id=item.agency_id,
        post=item.post,
        person_id=item.person_id,
        subject_type=item.subject_type,
        subject_id=item.subject_id,
        note=item.note,
        posted_at=now,
    )
