"""Reads of notices: for the actor's agency, posts or name, and which of them are unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Person
from core.paging import Page, keyset_page
from inbox.models import Notice, NoticeRead
from inbox.registry import SubjectLine, kind_title, resolve
from inbox.selectors.lines import post_name, subjects_of


@dataclass(frozen=True)
class NoticeLine:
    """A notice as one viewer sees it."""

    id: int
    title: str
    subject: SubjectLine
    note: str
    posted_at: datetime
    recipient: str
    is_read: bool


def my_notices(actor: Person) -> QuerySet[Notice]:
    """Every notice for the actor's agency, one of their posts, or them by name.

    Subjects still pass through `resolve`, which drops what they may not see.
    """
    for_posts = Q(person__isnull=True, post__in=[*actor.posts, ""])
    live = Notice.objects.filter(agency_id=actor.agency_id, withdrawn_at__isnull=True)
    return live.filter(for_posts | Q(person=actor))


def unread_notices(actor: Person) -> QuerySet[Notice]:
    """What the actor has not read yet."""
    return my_notices(actor).filter(~_read_by(actor))


def page_of_notices(actor: Person, *, cursor: str | None, size: int = 50) -> Page[NoticeLine]:
    """One page, newest first; shorter where subjects were dropped."""
    notices = my_notices(actor).select_related("person").annotate(is_read=_read_by(actor))
    notices = notices.defer("person__password")
    page = keyset_page(notices, order=["-posted_at", "-id"], cursor=cursor, size=size)
    return Page(_lines(actor, page.items), page.next_cursor, page.previous_cursor)


def newest_unread(actor: Person, *, size: int = 5) -> list[NoticeLine]:
    """The newest that the actor has not read, for the home page."""
    notices = unread_notices(actor).select_related("person").annotate(is_read=_read_by(actor))
    notices = notices.defer("person__password")
    return _lines(actor, list(notices.order_by("-posted_at", "-id")[:size]))


def notice_for(actor: Person, notice_id: int) -> NoticeLine | None:
    """A notice of the actor; None if it isn't theirs or its subject is hidden."""
    notices = my_notices(actor).select_related("person").annotate(is_read=_read_by(actor))
    notices = notices.defer("person__password")
    lines = _lines(actor, list(notices.filter(pk=notice_id)))
    return lines[0] if lines else None


def unread_ids(actor: Person) -> list[int]:
    """What 全部已读 marks, those with a hidden subject among them."""
    return list(unread_notices(actor).order_by("id").values_list("pk", flat=True))


def _read_by(actor: Person) -> Exists:
    return Exists(NoticeRead.objects.filter(notice=OuterRef("pk"), person=actor))


def _lines(actor: Person, notices: Sequence[Notice]) -> list[NoticeLine]:
    seen = {name: resolve(actor, name, ids) for name, ids in subjects_of(notices).items()}
    return [
        NoticeLine(
            id=notice.pk,
            title=kind_title(notice.kind),
            subject=subject,
            note=notice.note,
            posted_at=notice.posted_at,
            recipient=notice.person.name if notice.person else post_name(notice.post),
            is_read=bool(getattr(notice, "is_read", False)),
        )
        for notice in notices
        if (subject := seen[notice.subject_type].get(notice.subject_id)) is not None
    ]
