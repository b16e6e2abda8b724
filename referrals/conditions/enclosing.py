"""Condition on what must go along with a paper."""

from django.utils.translation import gettext as _

from referrals.registry import Move, condition
from referrals.services.enclosing import enclosed_with


@condition("enclosures_there")
def enclosures_there(move: Move) -> str:
    """What the table requires was signed on the platform, or is there as a file of that kind."""
    if move.actor is None:
        return ""
    missing = enclosed_with(move.actor, move.referral, move.transition).missing(move.transition)
    if not missing:
        return ""
    return _("应当随附%(papers)s，请先制作并签发，或者上传已有的文件。") % {
        "papers": "、".join(missing)
    }
