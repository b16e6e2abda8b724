"""A paper was signed for, or the matter that it came with, or its service was recorded."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from agencies.models import Person
from documents.models import Delivery, DocumentState
from documents.policies import cleared, may_receive
from documents.services import note_service, sign_for
from referrals.clocks import SUBJECT
from referrals.clocks.unserved import unserved
from referrals.flows import FLOWS
from referrals.flows.common import SERVED_ON
from referrals.models import Referral, ReferralStep
from referrals.registry import Move
from referrals.services.due_days import follow_due_days
from referrals.values import day_in


@transaction.atomic
def paper_signed_for(delivery: Delivery) -> None:
    """Count the periods anew, where one runs from the receipt of this paper."""
    referral_id = delivery.document.subject_id
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    steps = list(referral.steps.order_by("number"))
    if any(step.document_id == delivery.document_id and _waits(referral, step) for step in steps):
        follow_due_days(referral, steps, actor=None)


def _waits(referral: Referral, step: ReferralStep) -> bool:
    """Whether a period of this step begins when its paper is signed for."""
    done = FLOWS[referral.flow].transition_of(step.transition)
    return done is not None and any(each.served for each in done.starts)


def sign_for_its_papers(*, actor: Person, referral: Referral) -> None:
    """Whoever signs for a matter has the papers in hand that brought it: they aren't asked to
    sign for each of them once more, and nobody is chased for them."""
    if not may_receive(actor):
        return
    waiting = Delivery.objects.filter(
        document__subject_type=SUBJECT,
        document__subject_id=referral.pk,
        document__state=DocumentState.SIGNED,
        receiver=actor.agency_id,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    for delivery in waiting.select_related("document").order_by("pk"):
        if cleared(actor, delivery.document):
            sign_for(actor=actor, delivery_id=delivery.pk)


def note_service_of(move: Move, steps: Sequence[ReferralStep]) -> None:
    """Nobody is chased any more for a paper whose service was recorded (登记送达)."""
    on = day_in(move.values.get(SERVED_ON))
    if move.actor is None or not isinstance(on, dt.date):
        return
    for each in unserved(move.referral, steps):
        if each.issued_by == move.role and each.paper and each.agency_id:
            note_service(
                actor=move.actor,
                document_id=each.paper,
                receiver_id=each.agency_id,
                served_on=on,
            )
