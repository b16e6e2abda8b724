"""The one selector from which everything that shows referrals starts."""

from django.db.models import QuerySet

from referrals.models import Referral, ReferralAccess
from referrals.policies import Actor, known_rows, visible_rows


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """The referrals this actor may see, by the access rows of their agency."""
    return Referral.objects.filter(pk__in=visible_rows(actor).values("referral"))


def queue_rows(actor: Actor) -> QuerySet[ReferralAccess]:
    """The access rows through which the actor knows of referrals: what a queue reads, by index.

    One for each side on which their agency stands.
    """
    return known_rows(actor)
