"""A paper was signed for: periods that begin with that begin."""

from django.db import transaction

from documents.models import Delivery
from referrals.models import Referral
from referrals.services.due_days import follow_due_days


@transaction.atomic
def paper_signed_for(delivery: Delivery) -> None:
    """Count the periods anew that run from the receipt of this paper."""
    referral_id = delivery.document.subject_id
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    follow_due_days(referral, list(referral.steps.order_by("number")), actor=None)
