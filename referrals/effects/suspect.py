"""Who a suspect is: kept beside the referral, not among its values."""

from audit.services import hashed, record
from cases.services.children import identifier_hash
from referrals.models import NamedSuspect
from referrals.registry import Move, effect


@effect("keep_suspect_number")
def keep_suspect_number(move: Move) -> None:
    """The number that was typed takes the place of the one before; the log tells them apart by
    their hashes and shows neither."""
    if move.number is None:
        return
    before = NamedSuspect.objects.filter(referral=move.referral).first()
    NamedSuspect.objects.update_or_create(
        referral=move.referral,
        defaults={
            "identifier_type": move.number.kind,
            "identifier": move.number.text,
            "identifier_hash": identifier_hash(move.number.text),
        },
    )
    record(
        actor=move.actor,
        verb="referral.identify",
        obj=move.referral,
        case_id=move.referral.case_id,
        changes={
            "identifier_type": [before.identifier_type if before else "", move.number.kind],
            "identifier": [hashed(before.identifier if before else ""), hashed(move.number.text)],
        },
    )
