"""What a step does to papers that were signed with earlier ones."""

from documents.models import Document, DocumentState
from referrals.registry import Move, effect
from referrals.services.papers import void_paper
from referrals.standing import counting


@effect("letters_void")
def letters_void(move: Move) -> None:
    """What was asked for and cancelled before anybody had it: the letters are void."""
    if move.actor is None:
        return
    steps = counting(move.referral.steps.order_by("number"))
    sent = [each.document_id for each in steps if each.document_id and each.role == move.role]
    standing = Document.objects.filter(pk__in=sent, state=DocumentState.SIGNED)
    for document_id in standing.order_by("pk").values_list("pk", flat=True):
        reason = str(move.values.get("reason", ""))
        void_paper(actor=move.actor, document_id=document_id, reason=reason)
