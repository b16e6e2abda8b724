"""What is told of a referral for which somebody must be named first: nothing that was written."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from agencies.models import Person
from cases.grants import is_restricted
from referrals.display import NO_STATE, state_of
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Role
from referrals.models import ReferralAccess
from referrals.policies import known_rows, may_name, visible_rows
from referrals.selectors.opened import Opened
from referrals.showing import shown_state


@dataclass(frozen=True)
class ToName:
    """What it is, from whom, by when; `people` are those named so far."""

    id: int
    flow_label: str
    sender: str
    state_label: str
    due_on: dt.date | None
    people: tuple[int, ...]


def to_name(actor: Person, referral_id: int) -> ToName:
    """A referral of a restricted case as the one who names people sees it. Raises NotVisible,
    also for one for which nobody is named."""
    if not may_name(actor):
        raise NotVisible
    found = known_rows(actor).filter(referral=referral_id, ended_at__isnull=True)
    rows: list[ReferralAccess] = list(
        found.exclude(referral__case__owner=actor.agency_id).select_related("referral__sender")
    )
    if not rows or not is_restricted(rows[0].referral.case_id):
        raise NotVisible
    referral, flow = rows[0].referral, FLOWS[rows[0].flow]
    state = state_of(flow.name, referral.state, rows[0].depth)
    if not shown_state(flow, referral.state, {Role(row.role) for row in rows}):
        state = NO_STATE
    return ToName(
        id=referral.pk,
        flow_label=str(flow.label),
        sender=referral.sender.short_name or referral.sender.name,
        state_label=str(state.label),
        due_on=rows[0].due_on,
        people=tuple(rows[0].people),
    )


def is_readable(actor: Person, referral_id: int) -> bool:
    """Whether the actor reads it, and need not only name somebody."""
    return visible_rows(actor).filter(referral=referral_id).exists()


def must_be_named(actor: Person, referral_id: int) -> bool:
    """Whether the actor sees of it only that somebody must be named."""
    if not may_name(actor):
        return False
    return known_rows(actor).filter(Q(to_name=True), referral=referral_id).exists()


def names_people(seen: Opened) -> bool:
    """Whether its reader may name more people for it."""
    own = seen.referral.case is None or seen.referral.case.owner_id == seen.actor.agency_id
    return not own and may_name(seen.actor) and is_restricted(seen.referral.case_id)
