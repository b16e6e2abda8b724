"""Reads: flags of the cases that the actor supervises."""

from django.db.models import QuerySet

from agencies.models import Person
from cases.models import Profile
from cases.policies import Actor
from cases.selectors import visible_cases
from supervision.models import Flag, FlagState
from supervision.policies import sees_flags

_SUPERVISING = (Profile.SUPERVISOR, Profile.HANDLER)


def visible_flags(actor: Actor) -> QuerySet[Flag]:
    """Flags on cases that the actor's agency supervises; nobody else sees any."""
    if not sees_flags(actor):
        return Flag.objects.none()
    supervised = visible_cases(actor).filter(grant_profile__in=_SUPERVISING)
    return Flag.objects.filter(case__in=supervised.order_by().values("pk"))


def queue(actor: Actor) -> QuerySet[Flag]:
    """Open flags, the most urgent first."""
    waiting = visible_flags(actor).filter(state=FlagState.OPEN)
    return waiting.order_by("-severity", "act_by", "pk")


def flag_for(actor: Person, flag_id: int) -> Flag | None:
    """A flag the actor sees, or None."""
    return visible_flags(actor).filter(pk=flag_id).select_related("owner", "decided_by").first()
