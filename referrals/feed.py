"""What becomes of referrals outside their own moves, told to agencies' systems.

Moves themselves are told by `referrals.services.perform`.
"""

from collections.abc import Sequence

from cases.services.feed import also_restart
from core.clock import current_moment
from deadlines.registry import Phase, Rung, on_rung
from documents.models import Delivery
from documents.registry import on_laid, on_signed_for
from referrals.models import EventKind
from referrals.services.events import EventInput, restart_events, tell_systems

SUBJECT = "referral"


def tell_of_laid(deliveries: Sequence[Delivery]) -> None:
    """Papers that reached an agency's desk."""
    tell_systems(
        [
            _of_delivery(each, EventKind.DELIVERED)
            for each in deliveries
            if each.document.subject_type == SUBJECT
        ]
    )


def tell_of_signed(delivery: Delivery) -> None:
    """A paper that was signed for."""
    tell_systems([_of_delivery(delivery, EventKind.SIGNED_FOR)])


def tell_of_overdue(rungs: Sequence[Rung]) -> None:
    """Periods that ran out."""
    over = {rung.clock.pk: rung.clock for rung in rungs if rung.phase == Phase.OVERDUE}
    tell_systems(
        [
            EventInput(
                clock.subject_id,
                EventKind.OVERDUE,
                current_moment(),
                rule_key=clock.rule_key,
                due_on=clock.due_on,
            )
            for clock in over.values()
        ]
    )


def _of_delivery(delivery: Delivery, what: EventKind) -> EventInput:
    signed = what == EventKind.SIGNED_FOR
    return EventInput(
        delivery.document.subject_id,
        what,
        (delivery.signed_for_at if signed else delivery.delivered_at) or current_moment(),
        document_id=delivery.document_id,
        receiver_id=delivery.receiver_id,
    )


def connect() -> None:
    """Ask the floors below to tell; called once when Django is ready."""
    on_laid(tell_of_laid)
    on_signed_for(SUBJECT)(tell_of_signed)
    on_rung(SUBJECT)(tell_of_overdue)
    also_restart(restart_events)
