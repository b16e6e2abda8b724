"""Days in their order: nothing happened before that from which it follows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.errors import Invalid
from referrals.flows.table import Flow, Transition
from referrals.models import ReferralStep
from referrals.standing import counting
from referrals.values import day_in


def check_order(
    flow: Flow, asked: Transition, values: Mapping[str, Any], steps: Sequence[ReferralStep]
) -> None:
    """Raises Invalid where a step is said to have happened before one that led to it.

    By days, not by the minute: what was handed over on paper is entered in the order of desks.
    """
    happened = _day(values.get(asked.happened)) if asked.happened else None
    earliest = _latest(flow, steps)
    if happened is not None and earliest is not None and happened < earliest:
        message = _("不能早于前一步的日期（%(day)s）。") % {"day": earliest.isoformat()}
        raise Invalid({asked.happened: message})


def _latest(flow: Flow, steps: Sequence[ReferralStep]) -> dt.date | None:
    """The last day on which something led here: as it was said or, of what was only signed on
    the platform, as its paper bears. What left it where it stood leads nowhere."""
    known = {each.name: each for each in flow.transitions}
    days = []
    for step in counting(steps):
        done = known.get(step.transition)
        if done is None or step.from_state == step.to_state:
            continue
        said = _day(step.values.get(done.happened)) if done.happened else None
        if said is not None:
            days.append(said)
        elif step.document_id is not None:
            days.append(timezone.localdate(step.at))
    return max(days, default=None)


def _day(value: Any) -> dt.date | None:
    found = day_in(value)
    return timezone.localdate(found) if isinstance(found, dt.datetime) else found
