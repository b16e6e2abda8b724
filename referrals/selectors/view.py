"""One referral, fetched, authorised, logged and cut down in one call."""

from agencies.models import Person
from referrals.errors import NotVisible
from referrals.selectors.shapes import Action, ReferralView
from referrals.selectors.visibility import visible_referrals


def referral_view(actor: Person, referral_id: int) -> ReferralView:
    """A referral as this actor may see it; the look is logged. Raises NotVisible."""
    if not visible_referrals(actor).filter(pk=referral_id).exists():
        raise NotVisible
    raise NotImplementedError


def actions_of(actor: Person, referral_id: int) -> list[Action]:
    """What the actor's side can do from where the referral stands. Raises NotVisible."""
    if not visible_referrals(actor).filter(pk=referral_id).exists():
        raise NotVisible
    return []


def start_actions(
    actor: Person, *, case_id: int | None = None, parent_id: int | None = None
) -> list[Action]:
    """What the actor may begin: on a case, on another referral, or on neither."""
    return []
