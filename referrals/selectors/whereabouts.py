"""Where a referral stands as one viewer sees it: what the other side does among itself left out."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from referrals.flows.table import Depth, Flow
from referrals.models import ReferralStep
from referrals.selectors.cutting import Cut
from referrals.showing import inner_to
from referrals.standing import Standing, counting


@dataclass(frozen=True)
class Whereabouts:
    """The state that is shown; without a name where only the class of the outcome is."""

    state: str
    label: str
    since: dt.datetime | None
    # The first step that they were shown.
    begun: dt.datetime | None
    ended: bool
    # It has moved to where only the other side sees it stand.
    beyond: bool


def whereabouts(
    flow: Flow, cut: Cut, steps: list[ReferralStep], standing: Standing, outcome: str
) -> Whereabouts:
    """By the steps until it went on from them, and what these come to."""
    shown = cut.steps(flow, steps)
    last = next(iter(counting(shown)[-1:]), None)
    stands = last.to_state if last is not None else standing.state
    state, beyond = flow.state(stands), stands != standing.state
    since = standing.state_since if last is None or not beyond else last.at
    side = inner_to(flow, stands)
    # Of one that they see no step of, nothing is told that is another side's own.
    named = side in cut.roles if side is not None else cut.depth != Depth.OUTCOME
    if last is not None and cut.depth != Depth.OUTCOME:
        named = True
    return Whereabouts(
        state=state.name if named else "",
        label=str(state.label) if named else outcome or _("办理中"),
        since=since if named else standing.sent_at,
        begun=shown[0].at if shown else None,
        ended=standing.ended_at is not None and not beyond,
        beyond=beyond,
    )
