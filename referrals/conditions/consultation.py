"""Conditions of consultation: an answer without what follows from it isn't the end."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents.models import Delivery, Document
from referrals.flows.table import Role
from referrals.models import FollowUp, ReferralStep
from referrals.registry import Move, condition
from referrals.standing import counting


@condition("has_items")
def has_items(move: Move) -> str:
    """Something has to be there to be followed up."""
    if _items(move):
        return ""
    return _("请先登记需要跟进的事项；没有需要跟进的，请说明理由后结束。")


@condition("items_settled")
def items_settled(move: Move) -> str:
    """All that was advised is done, or dropped with a word why."""
    if FollowUp.objects.filter(referral=move.referral.pk, done_on__isnull=True).exists():
        return _("还有跟进事项没有办结。")
    return ""


@condition("nothing_to_follow")
def nothing_to_follow(move: Move) -> str:
    """Nothing was written down, and no answer named anything to be done."""
    if _items(move):
        return _("已经登记了跟进事项，请办结后结束。")
    answers = [each.document_id for each in _steps(move) if each.role != Role.SENDER]
    papers = Document.objects.filter(pk__in=[pk for pk in answers if pk])
    if any(values.get("follow_up") for values in papers.values_list("values", flat=True)):
        return _("答复提出了后续需要开展的工作，请先登记为跟进事项。")
    return ""


@condition("not_received_yet")
def not_received_yet(move: Move) -> str:
    """Until the other side has it, what was asked is simply taken away."""
    return _("对方已经签收，请办理签收后的撤回并告知对方。") if _is_received(move) else ""


@condition("received_already")
def received_already(move: Move) -> str:
    """Whoever has it is told in writing."""
    return "" if _is_received(move) else _("对方尚未签收，可以直接撤回。")


def _is_received(move: Move) -> bool:
    """Signed for, or answered by who never signed for it."""
    steps = _steps(move)
    if any(each.agency_id and each.role != move.role for each in steps):
        return True
    papers = [each.document_id for each in steps if each.document_id]
    signed = Delivery.objects.filter(document__in=papers, signed_for_at__isnull=False)
    return signed.filter(is_copy=False).exists()


def _items(move: Move) -> bool:
    return FollowUp.objects.filter(referral=move.referral.pk).exists()


def _steps(move: Move) -> Sequence[ReferralStep]:
    return counting(move.referral.steps.order_by("number") if move.steps is None else move.steps)
