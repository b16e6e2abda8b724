"""Papers as lines of a list, cut to what one viewer may see."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from agencies.models import Person
from documents.kinds import KINDS
from documents.models import Document, DocumentState
from documents.policies import cleared
from documents.registry import rules_of
from documents.selectors.visibility import visible_documents


@dataclass(frozen=True)
class DocumentLine:
    """One paper in a list. Without clearance only number, kind, issuer and days are there."""

    id: int
    kind: str
    kind_name: str
    number: str
    title: str
    issuer_id: int
    issuer: str
    addressee: str
    state: str
    state_label: str
    own: bool
    withheld: bool
    dated: dt.date | None
    signed_at: dt.datetime | None
    signed_by: str
    void_reason: str
    drafted_by: str
    drafted_at: dt.datetime
    subject_type: str
    subject_id: int
    purpose: str
    url: str


def kind_name(key: str) -> str:
    """What a kind of paper is called, or its key when the registry doesn't hold it any more."""
    kind = KINDS.get(key)
    return str(kind.name) if kind else key


def line_of(actor: Person, document: Document) -> DocumentLine:
    """A paper that the actor may know of, as a line."""
    shown = cleared(actor, document)
    own = document.issuer_id == actor.agency_id
    signer, drafter = document.signed_by, document.drafted_by
    draft = document.state == DocumentState.DRAFT
    return DocumentLine(
        id=document.pk,
        kind=document.kind,
        kind_name=kind_name(document.kind),
        number=document.number,
        title=(document.title or kind_name(document.kind)) if shown else "",
        issuer_id=document.issuer_id,
        issuer=document.issuer.short_name or document.issuer.name,
        addressee=document.addressee if shown else "",
        state=document.state,
        state_label=document.get_state_display(),
        own=own,
        withheld=not shown,
        dated=document.dated,
        signed_at=document.signed_at,
        signed_by=signer.name if signer and own else "",
        void_reason=document.void_reason if shown else "",
        drafted_by=drafter.name if drafter and own else "",
        drafted_at=document.drafted_at,
        subject_type=document.subject_type,
        subject_id=document.subject_id,
        purpose=document.purpose,
        url=reverse(
            "documents:draft" if draft and shown else "documents:paper", args=[document.pk]
        ),
    )


def lines_of(actor: Person, documents: Iterable[Document]) -> list[DocumentLine]:
    """Lines of papers that came from `visible_documents`, in their order."""
    return [line_of(actor, document) for document in documents]


def subjects_named(actor: Person, lines: Iterable[DocumentLine]) -> dict[tuple[str, int], str]:
    """What papers are about, by type and id, as far as the actor may see it; of those that are
    withheld nothing."""
    wanted: dict[str, set[int]] = {}
    for line in lines:
        if not line.withheld:
            wanted.setdefault(line.subject_type, set()).add(line.subject_id)
    found: dict[tuple[str, int], str] = {}
    for subject_type, ids in wanted.items():
        if (rules := rules_of(subject_type)) is not None:
            named = rules.line(actor, ids)
            found |= {(subject_type, pk): line.label for pk, line in named.items()}
    return found


def documents_of(actor: Person, subject_type: str, ids: Collection[int]) -> list[DocumentLine]:
    """The papers about these subjects that the actor may know of, oldest first."""
    if not ids:
        return []
    found = visible_documents(actor).filter(subject_type=subject_type, subject_id__in=list(ids))
    related = found.select_related("issuer", "signed_by", "drafted_by")
    return lines_of(actor, related.order_by("drafted_at", "pk"))
