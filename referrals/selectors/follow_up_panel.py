"""The things to do of a consultation as its page shows them, with what the viewer may do."""

from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.models import Agency, Person
from referrals.flows.common import HEAD, WORKERS
from referrals.flows.table import Depth, Role
from referrals.selectors.follow_ups import FollowUpView, follow_ups_of
from referrals.selectors.shapes import ReferralView
from referrals.services.follow_ups import FLOWS_WITH_ITEMS


@dataclass(frozen=True)
class FollowUpPanel:
    """The items; `may_add` one, and which of them (`settling`) this person may settle now."""

    lines: list[FollowUpView]
    may_add: bool
    settling: frozenset[int]


def follow_up_panel(actor: Person, view: ReferralView) -> FollowUpPanel | None:
    """None for a flow without items, and for those who see its outcome only."""
    if view.flow not in FLOWS_WITH_ITEMS or view.depth == Depth.OUTCOME:
        return None
    lines = [
        line
        for line in follow_ups_of(actor, view.id)
        # They are words: who sees the steps alone is shown what their own agency owes.
        if view.depth == Depth.FULL or line.own
    ]
    works = actor.holds(*(WORKERS | HEAD)) and not view.ended
    asked = Role.SENDER in view.roles
    settling = {line.id for line in lines if works and not line.done_on and (asked or line.own)}
    return FollowUpPanel(lines, works, frozenset(settling))


def owners_of(view: ReferralView) -> QuerySet[Agency]:
    """The agencies on the sides: those who may owe something."""
    current = [side.agency_id for side in view.sides if side.current]
    return Agency.objects.filter(pk__in=current).order_by("kind", "name")
