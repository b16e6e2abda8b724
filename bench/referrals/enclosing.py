"""What must go along with a handover, signed before it."""

from bench.people import named
from bench.referrals.people import CLERK
from bench.referrals.typed import complete
from documents.kinds import KINDS
from documents.services import Subject, draft_document, issue_document
from referrals.flows import FLOWS
from referrals.models import Referral


def reported(referral_id: int) -> int:
    """The referral, ready to be handed over."""
    case_id = Referral.objects.values_list("case_id", flat=True).get(pk=referral_id)
    for kind in FLOWS["forward"].transition("hand_over").requires:
        draft = draft_document(
            actor=named(CLERK),
            kind=kind,
            subject=Subject("referral", referral_id, case_id),
            values=complete(KINDS[kind]),
        )
        issue_document(actor=named(CLERK), document_id=draft.pk, recipients=[])
    return referral_id
