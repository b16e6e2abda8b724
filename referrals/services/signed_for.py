"""A paper was signed for: periods that begin with that begin."""

from django.db import transaction

from documents.models import Delivery
from referrals.clocks import first_due, refresh_clocks
from referrals.models import Referral, ReferralAccess


@transaction.atomic
def paper_signed_for(delivery: Delivery) -> None:
    """Count the periods anew that run from the receipt of this paper."""
    referral_id = delivery.document.subject_id
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    clocks = refresh_clocks(referral, list(referral.steps.order_by("number")), actor=None)
    due_on = first_due(clocks)
    if due_on != referral.due_on:
        Referral.objects.filter(pk=referral_id).update(due_on=due_on)
    for row in ReferralAccess.objects.filter(referral=referral_id, is_open=True):
        due = first_due(clocks, row.agency_id)
        if due != row.due_on:
            row.due_on = due
            row.save(update_fields=["due_on"])
