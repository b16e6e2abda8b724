"""The register of issued papers (发文登记簿), and the drafts beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from agencies.models import Person
from core.paging import Page, keyset_page
from documents.models import Delivery, Document, DocumentState, SerialCounter
from documents.policies import about, sees_papers
from documents.registry import spelled
from documents.selectors.lines import DocumentLine, line_of, subjects_named
from documents.selectors.visibility import visible_documents

PAGE_SIZE = 50
# A year's register of an agency is printed as one; more is narrowed first.
MOST_PRINTED = 2000
_ORDER = ("-signed_at", "-id")
_RELATED = ("issuer", "signed_by", "drafted_by")


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is narrowed to; empty means all."""

    number: str = ""
    kind: str = ""
    state: str = ""
    year: int | None = None
    dated_from: dt.date | None = None
    dated_to: dt.date | None = None
    receiver: int | None = None


@dataclass(frozen=True)
class RegisterLine:
    """An issued paper with what became of it."""

    document: DocumentLine
    receivers: str
    sent: int
    signed_for: int
    # What it is about; "" where the viewer may not see that.
    subject: str = ""


def issued(actor: Person, wanted: RegisterFilter) -> QuerySet[Document]:
    """Papers that the actor's agency has issued, void ones too, narrowed."""
    rows = visible_documents(actor).filter(issuer=actor.agency_id)
    rows = rows.exclude(state=DocumentState.DRAFT)
    if wanted.number:
        rows = rows.filter(number__contains=spelled(wanted.number))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.dated_from:
        rows = rows.filter(dated__gte=wanted.dated_from)
    if wanted.dated_to:
        rows = rows.filter(dated__lte=wanted.dated_to)
    if wanted.receiver:
        sent = Delivery.objects.filter(receiver=wanted.receiver)
        rows = rows.filter(pk__in=sent.values("document"))
    return rows


def page_of_issued(
    actor: Person, wanted: RegisterFilter, *, cursor: str | None
) -> Page[RegisterLine]:
    """One page of the register, latest first. Raises core.paging.BadCursor."""
    page = keyset_page(
        issued(actor, wanted).select_related(*_RELATED),
        order=_ORDER,
        cursor=cursor,
        size=PAGE_SIZE,
    )
    return Page(_lines(actor, page.items), page.next_cursor, page.previous_cursor)


def printed_register(actor: Person, wanted: RegisterFilter) -> list[RegisterLine]:
    """The register in the order of kinds and numbers, for paper; at most MOST_PRINTED lines."""
    rows = issued(actor, wanted).select_related(*_RELATED)
    return _lines(actor, list(rows.order_by("year", "symbol", "serial")[:MOST_PRINTED]))


def drafts(actor: Person, most: int = PAGE_SIZE) -> list[tuple[DocumentLine, str]]:
    """Drafts of the actor's agency that the actor may know of, latest first, each with the
    name of what it is about."""
    rows = visible_documents(actor).filter(issuer=actor.agency_id, state=DocumentState.DRAFT)
    related = rows.select_related(*_RELATED).order_by("-drafted_at", "-pk")[:most]
    lines = [line_of(actor, each) for each in related]
    names = subjects_named(actor, lines)
    return [(each, names.get((each.subject_type, each.subject_id), "")) for each in lines]


def kinds_issued(actor: Person) -> list[str]:
    """Of which kinds the actor's agency has issued papers, for the query form."""
    if not sees_papers(actor):
        return []
    own = Document.objects.filter(issuer=actor.agency_id).exclude(state=DocumentState.DRAFT)
    # Of a confidential matter even the kind of its papers says that there is one.
    open_to_all, confidential = own.filter(confidential=False), own.filter(confidential=True)
    known = confidential.filter(about(actor))
    return sorted(
        {
            *open_to_all.order_by().values_list("kind", flat=True).distinct(),
            *known.order_by().values_list("kind", flat=True).distinct(),
        }
    )


def gaps(actor: Person, year: int) -> dict[str, list[int]]:
    """Numbers of a year that are missing in the register of the actor's agency, by symbol.

    There are none unless somebody got round the platform; a void number isn't missing, nor is
    one that was given on paper. Papers that the actor may not know of count as there.
    """
    if not sees_papers(actor):
        return {}
    own = Document.objects.filter(issuer=actor.agency_id, year=year, serial__isnull=False)
    given: dict[str, set[int]] = {}
    for symbol, serial in own.values_list("symbol", "serial"):
        given.setdefault(symbol, set()).add(serial or 0)
    counters = SerialCounter.objects.filter(issuer=actor.agency_id, year=year)
    on_paper = dict(counters.values_list("symbol", "taken_over"))
    found = {
        symbol: sorted(set(range(on_paper.get(symbol, 0) + 1, max(there) + 1)) - there)
        for symbol, there in given.items()
    }
    return {symbol: missing for symbol, missing in found.items() if missing}


def _lines(actor: Person, documents: Sequence[Document]) -> list[RegisterLine]:
    ids = [each.pk for each in documents]
    rows = Delivery.objects.filter(document__in=ids, withdrawn_at__isnull=True)
    counted = rows.values_list("document").annotate(
        sent=Count("pk"), signed=Count("pk", filter=Q(signed_for_at__isnull=False))
    )
    counts = {pk: (sent, signed) for pk, sent, signed in counted}
    names: dict[int, list[str]] = {}
    short = rows.order_by("is_copy", "pk").values_list("document", "receiver__short_name")
    for pk, name in short:
        names.setdefault(pk, []).append(name)
    lines = []
    shown_lines = [line_of(actor, each) for each in documents]
    about_what = subjects_named(actor, shown_lines)
    for each, line in zip(documents, shown_lines, strict=True):
        sent, signed = counts.get(each.pk, (0, 0))
        shown = names.get(each.pk, []) if not line.withheld else []
        subject = about_what.get((line.subject_type, line.subject_id), "")
        lines.append(RegisterLine(line, "、".join(shown), sent, signed, subject))
    return lines
