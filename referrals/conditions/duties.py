"""Conditions on duties that stay until they are settled."""

from django.utils.translation import gettext as _

from referrals.flows.common import REVIEW
from referrals.registry import Move, condition
from referrals.standing import stand


@condition("review_owed")
def review_owed(move: Move) -> str:
    """What was asked for is reviewed, once."""
    steps = list(move.referral.steps.order_by("number")) if move.steps is None else move.steps
    now = stand(move.flow, move.referral.sender_id, steps)
    owed = any(each.tell.until == REVIEW for each in now.pending)
    return "" if owed else _("没有待审查的事项。")
