"""What becomes of an issued paper: void, or amended by another one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from core.again import begun_again
from core.clock import current_moment
from documents.errors import MayNotDraft, MayNotSign, NotVisible, Refused
from documents.models import Document, DocumentState
from documents.policies import may_void, may_write, visible
from documents.registry import tell
from documents.services.delivering import REASON, settle_deliveries
from documents.services.drafting import Subject, draft_document, kind_of
from documents.signing import AMENDS


@begun_again
@transaction.atomic
def void_document(
    *, actor: Person, document_id: int, reason: str, with_step: bool = False
) -> Document:
    """Declare an issued paper void: its number is kept and never given again.

    `with_step` as in `may_void`.

    Raises NotVisible, MayNotSign, and Refused without a reason or for a draft. Again is
    harmless.
    """
    document = _issued(actor, document_id)
    if not may_void(actor, document, kind_of(document), with_step=with_step):
        raise MayNotSign
    if document.state == DocumentState.VOID:
        return document
    if not reason.strip():
        raise Refused(_("请写明作废的原因。"))
    document.state = DocumentState.VOID
    document.voided_by, document.voided_at = actor, current_moment()
    document.void_reason = reason.strip()[:REASON]
    document.save(update_fields=["state", "voided_by", "voided_at", "void_reason"])
    record(
        actor=actor,
        verb="document.void",
        obj=document,
        case_id=document.case_id,
        changes={"number": document.number},
        ground=document.void_reason,
    )
    tell("settled", settle_deliveries(document))
    tell("void", list(document.deliveries.filter(withdrawn_at__isnull=True)))
    return document


@transaction.atomic
def amend_document(
    *, actor: Person, document_id: int, values: Mapping[str, Any] | None = None
) -> Document:
    """Begin a paper that amends an issued one: it starts with what that one says and names it.

    Raises NotVisible, MayNotDraft, and Refused for a draft or a paper that is void.
    """
    document = _issued(actor, document_id, writing=True)
    if document.state == DocumentState.VOID:
        raise Refused(_("这份文书已经作废，不能变更。"))
    kind = kind_of(document)
    known = {section.name for section in kind.sections}
    kept = {name: value for name, value in document.values.items() if name in known}
    draft = draft_document(
        actor=actor,
        kind=document.kind,
        subject=Subject(document.subject_type, document.subject_id, document.case_id),
        values=kept | dict(values or {}),
        purpose=AMENDS.format(document.pk),
        addressee=document.addressee,
        grade=document.grade,
        amends=document.pk,
    )
    if not draft.frame:
        sent = {name: document.frame[name] for name in ("recipients", "copies")}
        draft.frame = sent
        draft.save(update_fields=["frame"])
    return draft


def _issued(actor: Person, document_id: int, *, writing: bool = False) -> Document:
    own = visible(actor).filter(pk=document_id, issuer=actor.agency_id)
    rows = Document.objects.select_for_update(of=("self",)).filter(pk__in=own.values("pk"))
    document = rows.select_related("issuer").first()
    if document is None:
        raise NotVisible
    if writing and not may_write(actor, document.subject_type, document.subject_id):
        raise MayNotDraft
    if document.state == DocumentState.DRAFT:
        raise Refused(_("这份文书还没有签发。"))
    return document
