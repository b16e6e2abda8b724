"""What was advised, written down to be followed up, and settled."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from core.clock import current_day
from referrals.models import FollowUp, FollowUpKind, Referral
from referrals.services.follow_ups import add_follow_up, settle_follow_up
from supervision.demo.referrals.casting import Cast


def advise(cast: Cast, referral: Referral, said: Mapping[str, Any]) -> None:
    """One thing more to be done."""
    add_follow_up(
        actor=cast.handler(referral.sender_id),
        referral_id=referral.pk,
        task=said["task"],
        due_on=current_day() + dt.timedelta(days=said["days"]),
        owner_id=cast.agency(said["owner"]).pk,
        kind=said.get("kind", FollowUpKind.OTHER),
    )


def settle(cast: Cast, referral: Referral, said: Mapping[str, Any]) -> None:
    """The oldest that is open is done."""
    item = FollowUp.objects.filter(referral=referral, done_on__isnull=True).order_by("pk")[0]
    settle_follow_up(actor=cast.handler(item.owner_id), follow_up_id=item.pk, remark=said["remark"])


DEEDS: Mapping[str, Callable[[Cast, Referral, Mapping[str, Any]], None]] = {
    "advise": advise,
    "settle": settle,
}
