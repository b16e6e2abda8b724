"""Conditions between a referral and those that hang on it."""

from django.utils.translation import gettext as _

from referrals.models import Referral
from referrals.registry import Move, condition

_REFUSED = frozenset({"not_filed", "not_filed_final"})


@condition("parent_filed")
def parent_filed(move: Move) -> str:
    """Suspects and goods only where the police have filed."""
    parent = move.referral.parent
    return "" if parent and parent.state == "filed" else _("公安机关尚未立案。")


@condition("refusal_stands")
def refusal_stands(move: Move) -> str:
    """Supervision is proposed where filing was refused, once."""
    parent = move.referral.parent
    if parent is None or parent.state not in _REFUSED:
        return _("公安机关没有作出不予立案的决定，或者已经在立案监督中。")
    return ""


@condition("suspect_once")
def suspect_once(move: Move) -> str:
    """One track for each suspect."""
    referral = move.referral
    others = Referral.objects.filter(
        flow=referral.flow, parent=referral.parent_id, party=referral.party_id
    )
    if others.exclude(pk=referral.pk).exists():
        return _("该犯罪嫌疑人已经登记。")
    return ""


@condition("suspects_done")
def suspects_done(move: Move) -> str:
    """The matter ends with the last suspect."""
    tracks = Referral.objects.filter(parent=move.referral.pk, flow="suspect")
    if tracks.filter(ended_at__isnull=True).exists():
        return _("还有犯罪嫌疑人没有办理终结。")
    return "" if tracks.exists() else _("还没有登记犯罪嫌疑人的办理结果。")
