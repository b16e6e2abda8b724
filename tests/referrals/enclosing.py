"""What must go along with a step, signed before it."""

from agencies.models import Person
from documents.models import Document, DocumentState
from documents.services import Subject, draft_document, issue_document
from referrals.flows.table import Transition
from referrals.models import Referral
from referrals.services.enclosing import enclosed_with
from tests.documents.papers import complete


def enclose(actor: Person, referral: Referral, done: Transition) -> None:
    """Sign the papers that this transition requires and that aren't there yet."""
    there = enclosed_with(actor, referral, done).kinds
    for kind in done.requires:
        if kind not in there:
            signed(actor, referral, kind)


def signed(actor: Person, referral: Referral, kind: str) -> Document:
    """A paper of this kind about the referral; the one that is there, if there is one."""
    there = Document.objects.filter(
        subject_type="referral", subject_id=referral.pk, kind=kind, state=DocumentState.SIGNED
    ).first()
    if there is not None:
        return there
    subject = Subject("referral", referral.pk, referral.case_id)
    draft = draft_document(actor=actor, kind=kind, subject=subject, values=complete(kind))
    return issue_document(actor=actor, document_id=draft.pk, recipients=[])
