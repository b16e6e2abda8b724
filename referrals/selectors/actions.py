"""What the actor's side may do with a referral, or begin."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from agencies.models import Person
from cases.policies import access_of
from cases.selectors import CaseView
from core.clock import current_moment
from referrals.errors import NoSuchTransition, NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Transition
from referrals.models import Referral, ReferralStep
from referrals.policies import visible_rows
from referrals.registry import CONDITIONS, TYPED, Move
from referrals.selectors.shapes import Action
from referrals.services.authorising import take_back_of, why_not
from referrals.services.start import check_case_access, why_not_start
from referrals.standing import Standing, stand


@transaction.atomic
def actions_of(actor: Person, referral_id: int) -> list[Action]:
    """What the actor's sides can do from where the referral stands; what another post does or
    a condition forbids comes with the reason. Raises NotVisible.

    In one transaction: conditions count periods with a rulebook that is held while they do.
    """
    if not visible_rows(actor).filter(referral=referral_id).exists():
        raise NotVisible
    referral = Referral.objects.select_related("case", "sender", "party").get(pk=referral_id)
    flow = FLOWS[referral.flow]
    steps = list(referral.steps.order_by("number"))
    standing = stand(flow, referral.sender_id, steps)
    roles = standing.roles_of(actor.agency_id)
    wanted = [each for each in flow.from_state(referral.state) if each.role in roles and each.posts]
    found = [_action(actor, referral, flow, each, standing, steps) for each in wanted]
    return [*found, *_taking_back(actor, referral, flow, standing, steps)]


def start_actions(
    actor: Person, *, case_id: int | None = None, parent_id: int | None = None
) -> list[Action]:
    """What the actor may begin: on a case, on another referral, or on neither.

    Whether the case or the referral is such that it may be, the call that begins it says.
    """
    if parent_id is not None:
        return _tracks(actor, parent_id)
    if case_id is None:
        return _beginnings(actor, None)
    access = access_of(actor, case_id)
    return [] if access is None else _beginnings(actor, access.profile)


def case_actions(actor: Person, view: CaseView) -> list[Action]:
    """What the actor may begin on a case of which they were given this view."""
    return _beginnings(actor, view.profile)


def _beginnings(actor: Person, profile: str | None) -> list[Action]:
    """`profile` is that of the actor's access to the case, None for no case."""
    on_case = profile is not None
    found = []
    for flow in FLOWS.values():
        if (flow.parent and flow.needs_parent) or (flow.confidential and on_case):
            continue
        if flow.needs_case and not on_case:
            continue
        for each in flow.from_state(""):
            if why_not_start(actor, flow, each):
                continue
            if profile is not None and check_case_access(actor, profile, each):
                continue
            found.append(_beginning(flow, each))
    return found


def _tracks(actor: Person, parent_id: int) -> list[Action]:
    referral = Referral.objects.filter(
        pk__in=visible_rows(actor).filter(referral=parent_id).values("referral")
    ).first()
    if referral is None:
        raise NotVisible
    above = stand(FLOWS[referral.flow], referral.sender_id, list(referral.steps.order_by("number")))
    found = []
    for flow in FLOWS.values():
        if flow.parent != referral.flow:
            continue
        inherited = {
            mine: above.sides[theirs]
            for mine, theirs in flow.inherits.items()
            if theirs in above.sides
        }
        found += [
            _beginning(flow, each)
            for each in flow.from_state("")
            if not why_not_start(actor, flow, each)
            and inherited.get(each.role, actor.agency_id) == actor.agency_id
        ]
    return found


def _beginning(flow: Flow, each: Transition) -> Action:
    return Action(
        name=each.name, label=str(each.label), transition=each, allowed=True, flow=flow.name
    )


def _action(
    actor: Person,
    referral: Referral,
    flow: Flow,
    each: Transition,
    standing: Standing,
    steps: Sequence[ReferralStep],
) -> Action:
    reason = why_not(actor, each, standing, steps) or _held_up(
        actor, referral, flow, each, standing
    )
    return Action(
        name=each.name,
        label=str(each.label),
        transition=each,
        allowed=not reason,
        why_not=reason,
        flow=flow.name,
    )


def _held_up(
    actor: Person, referral: Referral, flow: Flow, each: Transition, standing: Standing
) -> str:
    """What doesn't hold now, of the conditions that don't depend on what is typed."""
    nothing: Mapping[str, Any] = {}
    move = Move(
        referral=referral,
        flow=flow,
        transition=each,
        actor=actor,
        role=each.role,
        values=nothing,
        moment=current_moment(),
        sides=standing.sides,
    )
    asked = (name for name in each.conditions if name not in TYPED)
    return next((said for name in asked if (said := CONDITIONS[name](move))), "")


def _taking_back(
    actor: Person,
    referral: Referral,
    flow: Flow,
    standing: Standing,
    steps: Sequence[ReferralStep],
) -> list[Action]:
    try:
        back = take_back_of(flow, referral, steps)
    except NoSuchTransition:
        return []
    if why_not(actor, back, standing, steps):
        return []
    return [
        Action(name=back.name, label=str(back.label), transition=back, allowed=True, flow=flow.name)
    ]
