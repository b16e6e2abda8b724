"""One paper with everything about it, cut to what one viewer may see; the look is logged."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from agencies.models import Person
from audit.services import record_read
from documents.errors import NotVisible
from documents.kinds import KINDS
from documents.models import Delivery, Document, DocumentState, Rendering
from documents.paper import paper_of
from documents.policies import cleared, may_receive, may_sign, may_void, may_write
from documents.registry import SubjectLine, rules_of
from documents.rendering import Paper
from documents.sealing import is_intact
from documents.selectors.lines import DocumentLine, line_of
from documents.selectors.visibility import visible_documents


@dataclass(frozen=True)
class DeliveryLine:
    """What became of a paper on its way to one agency."""

    id: int
    receiver: str
    is_copy: bool
    sent_at: dt.datetime
    delivered_at: dt.datetime | None
    signed_for_at: dt.datetime | None
    signed_for_by: str
    served_on: dt.date | None
    withdrawn_at: dt.datetime | None
    withdraw_reason: str
    chased: int
    mine: bool
    may_sign_for: bool
    may_withdraw: bool


@dataclass(frozen=True)
class FileLine:
    """A file of the paper that can be taken."""

    form: str
    label: str
    size: int
    sha256: str
    pages: int | None


@dataclass(frozen=True)
class DocumentView:
    """A paper as one viewer sees it. `paper` is None for who isn't cleared for it."""

    line: DocumentLine
    paper: Paper | None
    grade: int
    seal: str
    intact: bool
    law: str
    subject: SubjectLine | None
    deliveries: tuple[DeliveryLine, ...]
    files: tuple[FileLine, ...]
    amends: DocumentLine | None
    amended_by: tuple[DocumentLine, ...]
    voided_at: dt.datetime | None
    may_void: bool
    may_amend: bool
    may_edit: bool
    may_sign: bool


@transaction.atomic
def document_view(actor: Person, document_id: int, *, verb: str = "document.read") -> DocumentView:
    """The paper for this viewer. Raises NotVisible."""
    related = ("issuer", "signed_by", "drafted_by", "amends")
    found = visible_documents(actor).select_related(*related).filter(pk=document_id).first()
    if found is None:
        raise NotVisible
    record_read(
        actor=actor,
        verb=verb,
        obj=found,
        case_id=found.case_id,
        outside=found.issuer_id != actor.agency_id,
    )
    return _view(actor, found)


def draft_for(actor: Person, document_id: int) -> Document:
    """A draft that the actor may go on with. Raises NotVisible."""
    own = visible_documents(actor).filter(issuer=actor.agency_id, state=DocumentState.DRAFT)
    draft = own.select_related("issuer", "amends").filter(pk=document_id).first()
    if draft is None or not cleared(actor, draft):
        raise NotVisible
    if not may_write(actor, draft.subject_type, draft.subject_id):
        raise NotVisible
    return draft


def subject_of(actor: Person, document: Document) -> SubjectLine | None:
    """What the paper is about, where the actor may see that."""
    rules = rules_of(document.subject_type)
    if rules is None:
        return None
    return rules.line(actor, [document.subject_id]).get(document.subject_id)


def subject_line(actor: Person, subject_type: str, subject_id: int) -> SubjectLine:
    """What a paper is to be about, for who may write one. Raises NotVisible."""
    rules = rules_of(subject_type)
    if rules is None or not may_write(actor, subject_type, subject_id):
        raise NotVisible
    line = rules.line(actor, [subject_id]).get(subject_id)
    if line is None:
        raise NotVisible
    return line


def _view(actor: Person, document: Document) -> DocumentView:
    line = line_of(actor, document)
    kind = KINDS.get(document.kind)
    draft = document.state == DocumentState.DRAFT
    shown = not line.withheld
    voidable = kind is not None and may_void(actor, document, kind)
    writable = line.own and shown and may_write(actor, document.subject_type, document.subject_id)
    return DocumentView(
        line=line,
        paper=paper_of(document) if shown and kind is not None else None,
        grade=document.grade,
        seal=document.seal if shown else "",
        intact=draft or is_intact(document),
        law=kind.law if kind is not None else "",
        subject=subject_of(actor, document),
        deliveries=tuple(_deliveries(actor, document, voidable and shown)),
        files=tuple(_files(document)) if shown else (),
        amends=_other(actor, document.amends_id),
        amended_by=tuple(_amendments(actor, document)),
        voided_at=document.voided_at,
        may_void=voidable and shown and document.state == DocumentState.SIGNED,
        may_amend=writable and document.state == DocumentState.SIGNED,
        may_edit=writable and draft,
        may_sign=writable and draft and kind is not None and may_sign(actor, kind),
    )


def _deliveries(actor: Person, document: Document, may_withdraw: bool) -> list[DeliveryLine]:
    """All of them for the issuer; for a receiver only its own."""
    rows = Delivery.objects.filter(document=document)
    if document.issuer_id != actor.agency_id:
        rows = rows.filter(receiver=actor.agency_id, withdrawn_at__isnull=True)
    receives = may_receive(actor) and cleared(actor, document)
    signed = document.state == DocumentState.SIGNED
    lines = []
    for each in rows.select_related("receiver", "signed_for_by").order_by("is_copy", "pk"):
        mine = each.receiver_id == actor.agency_id
        waits = each.signed_for_at is None and each.withdrawn_at is None
        signer = each.signed_for_by
        lines.append(
            DeliveryLine(
                id=each.pk,
                receiver=each.receiver.short_name or each.receiver.name,
                is_copy=each.is_copy,
                sent_at=each.sent_at,
                delivered_at=each.delivered_at,
                signed_for_at=each.signed_for_at,
                signed_for_by=signer.name if signer else "",
                served_on=each.served_on,
                withdrawn_at=each.withdrawn_at,
                withdraw_reason=each.withdraw_reason,
                chased=each.chased,
                mine=mine,
                may_sign_for=mine and waits and signed and receives,
                may_withdraw=may_withdraw and waits and signed and not mine,
            )
        )
    return lines


def _files(document: Document) -> list[FileLine]:
    if document.state == DocumentState.DRAFT:
        return []
    made = {each.form: each for each in document.renderings.all()}
    return [
        FileLine(
            form=form.value,
            label=str(form.label),
            size=made[form.value].size if form.value in made else 0,
            sha256=made[form.value].sha256 if form.value in made else "",
            pages=made[form.value].pages if form.value in made else None,
        )
        for form in Rendering.Form
    ]


def _other(actor: Person, document_id: int | None) -> DocumentLine | None:
    if document_id is None:
        return None
    rows = visible_documents(actor).select_related("issuer", "signed_by", "drafted_by")
    found = rows.filter(pk=document_id).first()
    return line_of(actor, found) if found else None


def _amendments(actor: Person, document: Document) -> list[DocumentLine]:
    rows = visible_documents(actor).filter(amends=document)
    related = rows.select_related("issuer", "signed_by", "drafted_by").order_by("pk")
    return [line_of(actor, each) for each in related]
