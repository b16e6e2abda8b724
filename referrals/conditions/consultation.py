"""Conditions of consultation: an answer without what follows from it isn't the end."""

from django.utils.translation import gettext as _

from referrals.models import FollowUp
from referrals.registry import Move, condition


@condition("has_items")
def has_items(move: Move) -> str:
    """Something has to be there to be followed up."""
    if FollowUp.objects.filter(referral=move.referral.pk).exists():
        return ""
    return _("请先登记需要跟进的事项。")


@condition("items_settled")
def items_settled(move: Move) -> str:
    """All that was advised is done, or dropped with a word why."""
    if FollowUp.objects.filter(referral=move.referral.pk, done_on__isnull=True).exists():
        return _("还有跟进事项没有办结。")
    return ""
