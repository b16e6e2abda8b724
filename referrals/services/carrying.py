"""Everything that a transition does, once it is known that it may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit.services import record
from core.outbox import publish
from referrals.audience import Closed, closed_among
from referrals.clocks import first_due, refresh_clocks
from referrals.errors import Invalid
from referrals.flows.table import TAKE_BACK, Flow, Role
from referrals.models import EventKind, Referral, ReferralAccess, ReferralStep
from referrals.registry import CONDITIONS, EFFECTS, UNDOING, Move
from referrals.services.events import EventInput, tell_systems
from referrals.services.following import follow_custody, follow_grants, follow_seats
from referrals.services.papers import issue_paper, void_paper
from referrals.services.signed_for import note_service_of, sign_for_its_papers
from referrals.services.taking_back import tell_taken_back
from referrals.standing import Standing, counting, stand
from referrals.telling import acting, follow_todos, posts_of, tell

MOVED = "referral.moved"
_LONGEST_REASON = 500


@dataclass(frozen=True)
class Before:
    """A referral, locked, as it was before the transition."""

    referral: Referral
    steps: Sequence[ReferralStep]
    rows: Sequence[ReferralAccess]
    standing: Standing


def check_conditions(move: Move) -> None:
    """Raises Invalid with what doesn't hold; fields come first, as they are easier mended."""
    for name in move.transition.conditions:
        if message := CONDITIONS[name](move):
            raise Invalid({"": message})


def carry_out(
    move: Move, before: Before, *, paper: Mapping[str, Any] | None = None, key: str = ""
) -> Referral:
    """Write the step and make everything follow from it.

    The referral is locked. Whatever fails undoes all of it: the caller's transaction is one.
    """
    referral, flow = before.referral, move.flow
    step = _step(move, before, key)
    if move.transition.paper and move.actor is not None:
        document = issue_paper(
            actor=move.actor,
            referral=referral,
            done=move.transition,
            sides=move.sides,
            values=move.values,
            paper=paper,
        )
        step.document_id, step.document_seal = document.pk, document.seal
        move = replace(move, document=document)
    undone = counting(before.steps)[-1] if move.transition.name == TAKE_BACK else None
    if undone is not None and undone.document_id and move.actor is not None:
        void_paper(actor=move.actor, document_id=undone.document_id, reason=step.reason)
    step.save(force_insert=True)
    # Before the matter goes on to others of the agency: afterwards they may see it no more.
    if move.transition.signs and move.actor is not None:
        sign_for_its_papers(actor=move.actor, referral=referral)
    steps = [*before.steps, step]
    standing = stand(flow, referral.sender_id, steps)
    follow(move, before, standing, steps)
    move = replace(move, step=step)
    for name in move.transition.effects:
        EFFECTS[name](move)
    for name in flow.transition(undone.transition).effects if undone else ():
        UNDOING[name](move)
    if undone is not None:
        tell_taken_back(undone, step)
    if move.transition.records_service and move.actor is not None:
        note_service_of(move, steps)
    tell_systems(_events(move, before, step, standing))
    _say(move, step, fresh=not before.steps)
    return referral


def _events(move: Move, before: Before, step: ReferralStep, standing: Standing) -> list[EventInput]:
    """The step for all who see it, and for those whom its taking back leaves with nothing."""
    pk, moment = before.referral.pk, move.moment
    left = {row.agency_id for row in before.rows} - {agency for agency, _role in standing.seats}
    return [
        EventInput(pk, EventKind.MOVED, moment, step_id=step.pk),
        *(EventInput(pk, EventKind.GONE, moment, agency_id=agency) for agency in sorted(left)),
    ]


def _step(move: Move, before: Before, key: str) -> ReferralStep:
    reason = move.values.get("reason")
    return ReferralStep(
        referral=before.referral,
        number=before.steps[-1].number + 1 if before.steps else 1,
        transition=move.transition.name,
        from_state=before.standing.state,
        to_state=move.transition.target,
        actor=move.actor,
        agency_id=move.actor.agency_id if move.actor else None,
        role=move.role,
        at=move.moment,
        values=dict(move.values),
        reason=str(reason)[:_LONGEST_REASON] if isinstance(reason, str) else "",
        key=key,
    )


def follow(move: Move, before: Before, standing: Standing, steps: Sequence[ReferralStep]) -> None:
    """State, clocks, who sees it, who holds it, who must act, who is told."""
    referral = before.referral
    running = refresh_clocks(referral, steps, actor=move.actor, fresh=not before.steps)
    clocks = running.clocks
    agencies = {*standing.sides.values(), *(agency for agency, _role in standing.seats)}
    posts = posts_of(agencies)
    due = {agency: first_due(clocks, agency) for agency in agencies}
    _write(referral, standing, move, first_due(clocks), fresh=not before.steps)
    rows = follow_seats(
        referral,
        move.flow,
        standing,
        steps,
        rows=before.rows,
        acting=acting(standing, posts, confidential=referral.confidential),
        due=due,
        outcome_changed=_class(move.flow, before.standing) != _class(move.flow, standing),
    )
    follow_custody(referral, standing.holder, move.moment)
    follow_grants(referral, before.standing, standing, steps, actor=move.actor)
    closed = closed_among([referral.pk]) if referral.case_id is not None else Closed()
    follow_todos(
        referral, standing, posts, rows=rows, due=due, closed=closed, undated=running.undated
    )
    tell(referral, steps[-1], move.transition, standing, posts, rows, closed)


def _class(flow: Flow, standing: Standing) -> str:
    """What those see who may only see the class of the outcome."""
    return str(flow.state(standing.state).outcome) if standing.state else ""


def _write(
    referral: Referral, standing: Standing, move: Move, due_on: date | None, *, fresh: bool
) -> None:
    referral.state = standing.state
    referral.state_since = standing.state_since or move.moment
    referral.version += not fresh
    referral.values = standing.values
    referral.receiver_id = standing.sides.get(Role.RECEIVER)
    referral.sent_at = standing.sent_at
    referral.signed_at = standing.signed_at
    referral.ended_at = standing.ended_at
    referral.due_on = due_on
    referral.save()


def _say(move: Move, step: ReferralStep, *, fresh: bool) -> None:
    """The line of the log, and word to whoever listens after the commit.

    What is confidential leaves no line in the trail of a case.
    """
    referral = move.referral
    record(
        actor=move.actor,
        verb="referral.start" if fresh else "referral.move",
        obj=referral,
        case_id=None if referral.confidential else referral.case_id,
        changes={
            "flow": str(referral.flow),
            "transition": step.transition,
            "state": [step.from_state, step.to_state],
            "role": step.role,
            "document": step.document_id,
        },
    )
    publish(
        topic=MOVED,
        key=f"{MOVED}:{referral.pk}:{step.number}",
        payload={
            "referral_id": referral.pk,
            "step": step.number,
            "case_id": None if referral.confidential else referral.case_id,
        },
    )
