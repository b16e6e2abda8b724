"""What reached the actor's agency (收文)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from agencies.models import Person
from core.paging import Page, keyset_page
from documents.models import Delivery, DocumentState
from documents.policies import confined, delivered_to, may_receive, sees_papers
from documents.registry import spelled
from documents.selectors.lines import DocumentLine, line_of, subjects_named

PAGE_SIZE = 50
_ORDER = ("-sent_at", "-id")
_RELATED = ("document__issuer", "document__signed_by", "document__drafted_by", "signed_for_by")


@dataclass(frozen=True)
class ReceivedFilter:
    """What the list is narrowed to; empty means all."""

    number: str = ""
    kind: str = ""
    issuer: int | None = None
    state: str = ""
    sent_from: dt.date | None = None
    sent_to: dt.date | None = None


@dataclass(frozen=True)
class ReceivedLine:
    """A paper that reached the actor's agency."""

    id: int
    document: DocumentLine
    is_copy: bool
    sent_at: dt.datetime
    signed_for_at: dt.datetime | None
    signed_for_by: str
    served_on: dt.date | None
    is_late: bool
    may_sign_for: bool
    # What it is about; "" where the viewer may not see that.
    subject: str = ""


def received(actor: Person, wanted: ReceivedFilter | None = None) -> QuerySet[Delivery]:
    """Deliveries to the actor's agency, narrowed; latest first by `page_of_received`."""
    rows = delivered_to(actor)
    if wanted is None:
        return rows
    if wanted.number:
        rows = rows.filter(document__number__contains=spelled(wanted.number))
    if wanted.kind:
        rows = rows.filter(document__kind=wanted.kind)
    if wanted.issuer:
        rows = rows.filter(document__issuer=wanted.issuer)
    if wanted.sent_from:
        rows = rows.filter(sent_at__date__gte=wanted.sent_from)
    if wanted.sent_to:
        rows = rows.filter(sent_at__date__lte=wanted.sent_to)
    return rows.filter(_STATES.get(wanted.state, Q()))


_WAITING = Q(signed_for_at__isnull=True, document__state=DocumentState.SIGNED)
_STATES = {
    "unsigned": _WAITING & Q(is_copy=False, served_on__isnull=True),
    "signed": Q(signed_for_at__isnull=False),
    "copy": Q(is_copy=True),
    "void": Q(document__state=DocumentState.VOID),
}


def page_of_received(
    actor: Person, wanted: ReceivedFilter, *, cursor: str | None
) -> Page[ReceivedLine]:
    """One page, latest first. Raises core.paging.BadCursor."""
    page = keyset_page(
        received(actor, wanted).select_related(*_RELATED),
        order=_ORDER,
        cursor=cursor,
        size=PAGE_SIZE,
    )
    lines = [received_line(actor, each) for each in page.items]
    names = subjects_named(actor, [each.document for each in lines])
    lines = [
        replace(each, subject=names.get((each.document.subject_type, each.document.subject_id), ""))
        for each in lines
    ]
    return Page(lines, page.next_cursor, page.previous_cursor)


def received_line(actor: Person, delivery: Delivery) -> ReceivedLine:
    """A delivery to the actor's agency as one line."""
    document = line_of(actor, delivery.document)
    open_ = delivery.signed_for_at is None and document.state == DocumentState.SIGNED
    signer = delivery.signed_for_by
    return ReceivedLine(
        id=delivery.pk,
        document=document,
        is_copy=delivery.is_copy,
        sent_at=delivery.sent_at,
        signed_for_at=delivery.signed_for_at,
        signed_for_by=signer.name if signer else "",
        served_on=delivery.served_on,
        is_late=open_ and not delivery.is_copy and delivery.chased > 0 and not delivery.served_on,
        may_sign_for=open_ and not document.withheld and may_receive(actor),
    )


def waiting_for(actor: Person, most: int) -> list[Delivery]:
    """What the actor's agency still has to sign for, at most so many, oldest first.

    Only of what named people alone may know of is asked, besides, whether the actor may:
    mostly nothing waits, and who may read what takes long to ask.
    """
    if not sees_papers(actor):
        return []
    unsigned = Delivery.objects.filter(
        _STATES["unsigned"], receiver=actor.agency_id, withdrawn_at__isnull=True
    ).annotate(closed=ExpressionWrapper(confined("document__"), BooleanField()))
    rows = list(unsigned.select_related(*_RELATED).order_by("sent_at", "pk")[:most])
    closed = [each.pk for each in rows if each.closed]
    known = delivered_to(actor).filter(pk__in=closed).values_list("pk", flat=True)
    seen = set(known) if closed else set()
    return [each for each in rows if not each.closed or each.pk in seen]


def kinds_received(actor: Person) -> list[str]:
    """Of which kinds papers reached the actor's agency, for the query form."""
    kinds = delivered_to(actor).order_by().values_list("document__kind", flat=True)
    return sorted(set(kinds.distinct()))


def deliveries_seen(actor: Person, ids: Collection[int]) -> dict[int, ReceivedLine]:
    """Those of the deliveries that reached the actor's agency, as lines by id."""
    rows = delivered_to(actor).filter(pk__in=list(ids)).select_related(*_RELATED)
    return {each.pk: received_line(actor, each) for each in rows}
