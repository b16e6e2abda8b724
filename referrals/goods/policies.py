"""Who may list goods: the side that hands them over, while they are counted."""

from agencies.models import Person, Post
from cases.policies import sees_cases
from referrals.flows.table import Role
from referrals.models import Referral
from referrals.policies import visible_rows

FLOW = "goods"
# The state of the flow in which the list is made.
COUNTING = "listed"
LISTING_POSTS = (Post.HANDLER, Post.LEADER)


def may_list_goods(actor: Person, referral: Referral) -> bool:
    """Whether this person makes or changes the list of this referral now."""
    return (
        referral.flow == FLOW
        and referral.state == COUNTING
        and sees_cases(actor)
        and actor.holds(*LISTING_POSTS)
        and visible_rows(actor).filter(referral=referral.pk, role=Role.SENDER).exists()
    )
