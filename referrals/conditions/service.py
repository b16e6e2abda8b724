"""Conditions on the record of how a paper was served (登记送达)."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.clocks.facts import Period
from referrals.clocks.unserved import unserved
from referrals.flows.common import SERVED_ON
from referrals.registry import Move, condition
from referrals.values import day_in


@condition("service_waits")
def service_waits(move: Move) -> str:
    """Only for a paper of this side that the other one hasn't signed for."""
    return "" if _waiting(move) else _("没有等待送达的文书，或者对方已经签收。")


@condition("served_after_issue", typed=True)
def served_after_issue(move: Move) -> str:
    """Nothing is served before it was signed."""
    served = day_in(move.values.get(SERVED_ON))
    issued = [timezone.localdate(each.issued_at) for each in _waiting(move) if each.issued_at]
    if isinstance(served, dt.date) and issued and served < min(issued):
        return _("送达日期不能早于文书签发之日（%(day)s）。") % {"day": min(issued).isoformat()}
    return ""


def _waiting(move: Move) -> list[Period]:
    steps = list(move.referral.steps.order_by("number")) if move.steps is None else move.steps
    return [each for each in unserved(move.referral, steps) if each.issued_by == move.role]
