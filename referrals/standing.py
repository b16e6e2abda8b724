"""Where a referral stands, folded from its steps and its flow's table. Pure: no database.

Everything that follows from the steps (who sees it, who holds it, who must act, which access
to the case is open) is told here and made so by referrals.services; a step that was taken
back simply isn't folded in.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from referrals.flows.table import SUCCEED, TAKE_BACK, Flow, Grant, Role, State, Tell, Transition
from referrals.models import ReferralStep

Desk = tuple[int, Role]


@dataclass(frozen=True)
class Asked:
    """Somebody who must act: since which step, because of which state or transition."""

    step: int
    name: str
    tell: Tell


@dataclass
class Standing:
    """What the steps have come to."""

    state: str = ""
    sides: dict[Role, int] = field(default_factory=dict)
    # Who sees it from where; with the moment at which the matter went on from them.
    seats: dict[Desk, dt.datetime | None] = field(default_factory=dict)
    # Access to the case by side and agency, with the law of the transition that gave it.
    grants: dict[Desk, tuple[Grant, str]] = field(default_factory=dict)
    holder: int | None = None
    asked: list[Asked] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    started_at: dt.datetime | None = None
    state_since: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    signed_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    # By state in which it stands, parts of states included: the step that led there.
    entered: dict[str, int] = field(default_factory=dict)

    @property
    def pending(self) -> list[Asked]:
        """Who must act: once it has ended only those whose duty outlives it."""
        return [each for each in self.asked if self.ended_at is None or each.tell.until]

    def roles_of(self, agency_id: int) -> frozenset[Role]:
        """The sides on which this agency stands now."""
        return frozenset(
            role
            for (agency, role), gone in self.seats.items()
            if agency == agency_id and gone is None
        )


def counting(steps: Iterable[ReferralStep]) -> list[ReferralStep]:
    """The steps that stand: without those taken back, and without the taking back."""
    found: list[ReferralStep] = []
    for step in steps:
        if step.transition == TAKE_BACK:
            found.pop()
        else:
            found.append(step)
    return found


def states_around(flow: Flow, name: str) -> list[State]:
    """A state and those of which it is a part."""
    found: list[State] = []
    while name:
        found.append(flow.state(name))
        name = found[-1].within
    return found


def stand(flow: Flow, sender_id: int, steps: Sequence[ReferralStep]) -> Standing:
    """Fold the steps. Those of a transition that the table no longer knows keep their values."""
    now = Standing(sides={Role.SENDER: sender_id}, holder=sender_id)
    for step in counting(steps):
        _take(now, flow, step)
    return now


def sides_after(sides: dict[Role, int], step: ReferralStep) -> dict[Role, int]:
    """The agencies by side once this step was done."""
    if step.transition == SUCCEED:
        return sides | {Role(each): step.values["to"] for each in step.values["sides"]}
    named = {role: step.values.get(role.value) for role in Role}
    return sides | {role: value for role, value in named.items() if isinstance(value, int)}


def _succeed(now: Standing, flow: Flow, step: ReferralStep) -> None:
    """Another agency stands where one stood that was closed, with what was open to that.

    Of what has ended nobody takes over a side: it stays under the old name, and is read on.
    """
    old, new = step.values["from"], step.values["to"]
    now.sides = sides_after(now.sides, step)
    over = {Role(each) for each in step.values["sides"]}
    for (agency, role), gone in list(now.seats.items()):
        if agency != old:
            continue
        now.seats.setdefault((new, role), gone)
        if role in over and gone is None:
            now.seats[new, role], now.seats[old, role] = None, step.at
    for (agency, role), given in list(now.grants.items()):
        if agency == old:
            now.grants[new, role] = given
            if role in over:
                del now.grants[old, role]
    if Role.SENDER in over and flow.needs_case:
        # The case stays under the old name; its work is the successor's.
        now.grants.setdefault((new, Role.SENDER), (Grant(Role.SENDER, "handler"), step.reason))
    if over and now.holder == old:
        now.holder = new


def _take(now: Standing, flow: Flow, step: ReferralStep) -> None:
    if step.transition == SUCCEED:
        _succeed(now, flow, step)
        return
    now.values.update(step.values)
    now.started_at = now.started_at or step.at
    if step.to_state != now.state:
        now.state_since = step.at
    now.state = step.to_state
    before, now.sides = now.sides, sides_after(now.sides, step)
    done = next((each for each in flow.transitions if each.name == step.transition), None)
    for role in done.revokes if done else ():
        now.grants.pop((before.get(role, 0), role), None)
    _leave(now, before, step)
    if done is not None:
        _reach(now, flow, step, done)
        _ask(now, flow, step, done)
        ended = flow.state(step.to_state).ended
        now.ended_at = (now.ended_at or step.at) if ended else None
        if ended and flow.access_ends:
            still = {each.tell.role for each in now.pending}
            now.grants = {desk: each for desk, each in now.grants.items() if desk[1] in still}


def _reach(now: Standing, flow: Flow, step: ReferralStep, done: Transition) -> None:
    """Who sees it from now on, who holds it, and to whom the case is open."""
    for role in flow.reaches(done) & now.sides.keys():
        now.seats[now.sides[role], role] = None
    for grant in done.grants:
        if grant.role in now.sides:
            now.grants[now.sides[grant.role], grant.role] = grant, done.law or flow.law
    if done.custody is not None:
        now.holder = now.sides.get(done.custody, now.holder)
    if done.leaves:
        now.holder = None
    receiver = now.sides.get(Role.RECEIVER, 0), Role.RECEIVER
    if now.sent_at is None and receiver in now.seats:
        now.sent_at = step.at
    if done.signs:
        now.signed_at = step.at


def _leave(now: Standing, before: dict[Role, int], step: ReferralStep) -> None:
    """Another agency stands on a side: the one before keeps what was until then."""
    for role, agency in before.items():
        if now.sides[role] == agency:
            continue
        now.grants.pop((agency, role), None)
        if (agency, role) in now.seats:
            now.seats[agency, role] = step.at
        if role == Role.RECEIVER:
            now.sent_at = now.signed_at = None


def _ask(now: Standing, flow: Flow, step: ReferralStep, done: Transition) -> None:
    """Who must act from now on: what stands in states that were left is asked no more, but for
    what stays until it is settled; asked anew that takes the place of the earlier."""
    around = states_around(flow, step.to_state)
    names = {state.name for state in around}
    over = {*done.settles, *(tell.until for tell in done.tells)} - {""}
    now.asked = [
        each
        for each in now.asked
        if (each.tell.until or each.name in names) and each.tell.until not in over
    ]
    now.entered = {name: number for name, number in now.entered.items() if name in names}
    for state in around:
        if state.name not in now.entered:
            now.entered[state.name] = step.number
            now.asked += [Asked(step.number, state.name, tell) for tell in state.waits_for]
    told = {each.tell for each in now.asked}
    now.asked += [
        Asked(step.number, step.to_state, tell)
        for tell in done.tells
        if tell.must_act and tell not in told
    ]
