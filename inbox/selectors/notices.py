"""Reads of notices: for the actor's agency, posts or name, and which of them are unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Person
from core.paging import Page, keyset_page
from inbox.models import Notice, NoticeRead
from inbox.registry import SubjectLine, kind_beside, seen_by_type
from inbox.selectors.lines import Labels, closed_to_others, labels_of, post_name, subjects_of


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
    """One page of what the actor may see, newest first."""
    notices = my_notices(actor).select_related("person").annotate(is_read=_read_by(actor))
    notices = notices.defer("person__password")
    lines: dict[int, NoticeLine] = {}

    def keep(rows: list[Any]) -> list[Any]:
        lines.update({line.id: line for line in notice_lines(actor, rows)})
        return [row for row in rows if row.pk in lines]

    order = ["-posted_at", "-id"]
    page = keyset_page(notices, order=order, cursor=cursor, size=size, keep=keep)
    items = [lines[row.pk] for row in page.items]
    return Page(items, page.next_cursor, page.previous_cursor)


def newest_unread(actor: Person, most: int) -> list[Notice]:
    """The newest that the actor has not read."""
    notices = unread_notices(actor).select_related("person").defer("person__password")
    return list(notices.annotate(closed=closed_to_others()).order_by("-posted_at", "-id")[:most])


def seen_closed(actor: Person, unread: Sequence[Any]) -> list[Notice]:
    """Of `newest_unread` those that count: of what only named people may know of, those of which
    the actor may. No query where there is nothing of the kind."""
    closed = [notice for notice in unread if notice.closed]
    seen = seen_by_type(actor, subjects_of(closed)) if closed else {}
    return [
        notice
        for notice in unread
        if not notice.closed or notice.subject_id in seen[notice.subject_type]
    ]


def notice_for(actor: Person, notice_id: int) -> NoticeLine | None:
    """A notice of the actor; None if it isn't theirs or its subject is hidden."""
    notices = my_notices(actor).select_related("person").annotate(is_read=_read_by(actor))
    notices = notices.defer("person__password")
    lines = notice_lines(actor, list(notices.filter(pk=notice_id)))
    return lines[0] if lines else None


def unread_ids(actor: Person) -> list[int]:
    """What 全部已读 marks, those with a hidden subject among them."""
    return list(unread_notices(actor).order_by("id").values_list("pk", flat=True))


def _read_by(actor: Person) -> Exists:
    return Exists(NoticeRead.objects.filter(notice=OuterRef("pk"), person=actor))


def notice_lines(
    actor: Person, notices: Sequence[Notice], known: Mapping[str, Labels] | None = None
) -> list[NoticeLine]:
    """The notices in their order, without those whose subject the actor may not see.

    `known` as in `lines_for`.
    """
    seen = labels_of(actor, subjects_of(notices)) if known is None else known
    return [
        NoticeLine(
            id=notice.pk,
            title=kind_beside(notice.kind, subject.label),
            subject=subject,
            note=notice.note,
            posted_at=notice.posted_at,
            recipient=notice.person.name if notice.person else post_name(notice.post),
            is_read=bool(getattr(notice, "is_read", False)),
        )
        for notice in notices
        if (subject := seen[notice.subject_type].get(notice.subject_id)) is not None
    ]
