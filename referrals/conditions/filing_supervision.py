"""Conditions of filing supervision: whether it is about filing, or about having filed."""

from django.utils.translation import gettext as _

from referrals.registry import Move, condition

_WRONGLY = "wrongly_filed"


@condition("about_wrong_filing")
def about_wrong_filing(move: Move) -> str:
    """Only a case that was filed can be withdrawn."""
    if move.referral.values.get("subject") == _WRONGLY:
        return ""
    return _("监督事项不是不应当立案而立案。")


@condition("not_about_wrong_filing")
def not_about_wrong_filing(move: Move) -> str:
    """What was filed already isn't filed again."""
    if move.referral.values.get("subject") == _WRONGLY:
        return _("监督事项是不应当立案而立案，应当通知撤销案件。")
    return ""
