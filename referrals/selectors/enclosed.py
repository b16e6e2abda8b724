"""What goes along with the paper of a step, for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Person
from referrals.flows.table import Transition
from referrals.models import Referral
from referrals.policies import visible_rows
from referrals.services.enclosing import enclosed_with


@dataclass(frozen=True)
class Enclosures:
    """What is there by name, which kinds of paper are still missing, and which might be added."""

    names: Sequence[str] = ()
    missing: Sequence[str] = ()
    possible: Sequence[str] = ()


def enclosures_of(actor: Person, referral_id: int, done: Transition) -> Enclosures:
    """What the actor's agency would send along now; nothing of what they don't see."""
    asked = done.paper_to or done.attached or done.requires
    if not asked or not visible_rows(actor).filter(referral=referral_id).exists():
        return Enclosures()
    found = enclosed_with(actor, Referral.objects.get(pk=referral_id), done)
    return Enclosures(
        names=found.names,
        missing=found.missing(done),
        possible=found.possible(done),
    )
