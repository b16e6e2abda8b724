"""What the actor's side may do with a referral, or begin."""

from collections.abc import Collection

from django.db import transaction

from agencies.models import Person
from cases.models import Outcome
from cases.policies import access_of
from cases.selectors import CaseView
from core.clock import current_moment
from referrals.errors import NoSuchTransition
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Role, Transition
from referrals.models import Referral
from referrals.registry import CONDITIONS, TYPED, Move
from referrals.selectors.opened import Opened, opened
from referrals.selectors.shapes import Action
from referrals.services.authorising import take_back_of, why_not
from referrals.services.start import check_case_access, why_not_from, why_not_start
from referrals.standing import counting

_ONE_AT_A_TIME = frozenset({"no_other_open_handover", "no_other_open_enforcement"})


def actions_of(actor: Person, referral_id: int) -> list[Action]:
    """What the actor's sides can do from where the referral stands; what another post does or
    a condition forbids comes with the reason. Raises NotVisible."""
    return actions_on(opened(actor, referral_id))


@transaction.atomic
def actions_on(seen: Opened, name: str = "") -> list[Action]:
    """`actions_of` for what was read already; with `name` that one alone.

    In one transaction: conditions count periods with a rulebook that is held while they do.
    """
    roles = seen.standing.roles_of(seen.actor.agency_id)
    wanted = [
        each
        for each in seen.flow.from_state(seen.referral.state)
        if each.role in roles and each.posts and name in {"", each.name}
    ]
    found = [_onward(seen, each) for each in wanted]
    back = _taking_back(seen)
    return [*found, back] if back is not None and name in {"", back.name} else found


def _onward(seen: Opened, each: Transition) -> Action:
    reason = why_not(seen.actor, each, seen.standing, seen.steps)
    return _action(seen.flow, each, reason or _forbidden(_next_move(seen, each)))


def start_actions(
    actor: Person, *, case_id: int | None = None, parent_id: int | None = None
) -> list[Action]:
    """What the actor may begin: on a case, on another referral, or on neither.

    Of a track the reason is told where its table forbids it now. Whether a case is such that it
    may be, the call that begins it says.
    """
    if parent_id is not None:
        return tracks_on(opened(actor, parent_id))
    if case_id is None:
        return _beginnings(actor, None)
    access = access_of(actor, case_id)
    return [] if access is None else _beginnings(actor, access.profile)


def case_actions(actor: Person, view: CaseView, running: Collection[str]) -> list[Action]:
    """What the actor may begin on a case of which they were given this view, without what
    plainly makes no sense now; anything else the call that begins it refuses with a reason.

    `running`: the flows that run on the case as far as the actor sees.
    """
    return [
        each
        for each in _beginnings(actor, view.profile)
        if not _plainly_not(view, each.transition, running=each.flow in running)
    ]


def _plainly_not(view: CaseView, first: Transition, *, running: bool) -> bool:
    asked = set(first.conditions)
    # It hangs on a refusal, and is begun on the page of that.
    if "refusal_stands" in asked:
        return True
    owing = view.outcome == Outcome.PENALTY and view.unpaid and view.served_on
    if "payment_overdue" in asked and not (view.own and owing):
        return True
    return running and bool(asked & _ONE_AT_A_TIME)


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
            found.append(_action(flow, each))
    return found


@transaction.atomic
def tracks_on(seen: Opened) -> list[Action]:
    """What the actor may begin on the referral that was read, and what they could begin later."""
    actor, found = seen.actor, []
    for flow in FLOWS.values():
        if flow.parent != seen.referral.flow:
            continue
        sides = {
            mine: seen.standing.sides[theirs]
            for mine, theirs in flow.inherits.items()
            if theirs in seen.standing.sides
        }
        for each in flow.from_state(""):
            if why_not_start(actor, flow, each):
                continue
            if sides.get(each.role, actor.agency_id) == actor.agency_id:
                reason = why_not_from(flow, seen.referral.state)
                move = _first_move(seen, flow, each, sides)
                found.append(_action(flow, each, reason or _forbidden(move)))
    return found


def _first_move(seen: Opened, flow: Flow, each: Transition, sides: dict[Role, int]) -> Move:
    """A track as it would begin."""
    track = Referral(
        flow=flow.name,
        state=each.target,
        parent=seen.referral,
        case=seen.referral.case,
        confidential=flow.confidential,
    )
    return Move(
        referral=track,
        flow=flow,
        transition=each,
        actor=seen.actor,
        role=each.role,
        values={},
        moment=current_moment(),
        sides=sides,
        steps=(),
    )


def _next_move(seen: Opened, each: Transition) -> Move:
    """A transition as it would be made now, with nothing typed yet."""
    return Move(
        referral=seen.referral,
        flow=seen.flow,
        transition=each,
        actor=seen.actor,
        role=each.role,
        values={},
        moment=current_moment(),
        sides=seen.standing.sides,
        steps=counting(seen.steps),
        clocks=lambda: seen.clocks,
    )


def _forbidden(move: Move) -> str:
    """What doesn't hold now, of the conditions that don't depend on what is typed."""
    asked = (name for name in move.transition.conditions if name not in TYPED)
    return next((said for name in asked if (said := CONDITIONS[name](move))), "")


def _action(flow: Flow, each: Transition, reason: str = "") -> Action:
    return Action(
        name=each.name,
        label=str(each.label),
        transition=each,
        allowed=not reason,
        why_not=reason,
        flow=flow.name,
    )


def _taking_back(seen: Opened) -> Action | None:
    try:
        back = take_back_of(seen.flow, seen.referral, seen.steps)
    except NoSuchTransition:
        return None
    if why_not(seen.actor, back, seen.standing, seen.steps):
        return None
    return _action(seen.flow, back)
