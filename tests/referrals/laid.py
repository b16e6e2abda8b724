"""Referrals laid into the tables by hand, for tests of lists: many at once, and quickly."""

import datetime as dt
from typing import Any

from agencies.models import Agency
from core.clock import current_moment
from referrals.models import Referral, ReferralAccess


def laid(
    sender: Agency,
    receiver: Agency | None = None,
    *,
    title: str = "宁川县禾丰食品店涉嫌销售不合格食品线索",
    count: int = 1,
    post: str = "handler",
    due_on: dt.date | None = None,
    must_act: bool = True,
    **said: Any,
) -> list[Referral]:
    """Clues being drafted; the sender's row waits for `post`, the receiver's for nobody."""
    now = current_moment()
    found = Referral.objects.bulk_create(
        Referral(
            flow="clue", title=title if count == 1 else f"{title}{number}", state="draft",
            state_since=now, sender=sender, receiver=receiver, started_at=now, due_on=due_on,
            **said,
        )
        for number in range(count)
    )  # fmt: skip
    rows = []
    for number, referral in enumerate(found):
        shared: dict[str, Any] = {
            "referral": referral,
            "flow": "clue",
            "moved_at": now - dt.timedelta(minutes=number),
            "due_on": due_on,
        }
        rows.append(
            ReferralAccess(
                agency=sender,
                role="sender",
                depth="steps",
                must_act=must_act,
                posts=[post] if post else [],
                **shared,
            )
        )
        if receiver is not None:
            rows.append(ReferralAccess(agency=receiver, role="receiver", depth="full", **shared))
    ReferralAccess.objects.bulk_create(rows)
    return found
