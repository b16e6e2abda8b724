"""One referral, fetched, authorised, logged and cut down in one call."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from agencies.models import Agency, Person
from audit.services import record_read
from documents.kinds import KINDS
from documents.selectors import DocumentLine, documents_of
from referrals.clocks.facts import SUBJECT
from referrals.flows.common import common_label
from referrals.flows.table import SUCCEED, Depth, Flow, Role
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.selectors.cutting import Cut
from referrals.selectors.family import family_of, outcome_of, party_name
from referrals.selectors.of_case import NOTHING, of_case
from referrals.selectors.opened import Opened, opened
from referrals.selectors.shapes import CustodyView, ReferralView, Side, StepView
from referrals.selectors.suspect import suspect_view
from referrals.selectors.titles import titles_of
from referrals.selectors.whereabouts import whereabouts
from referrals.showing import inner_rules
from referrals.standing import counting, stand
from referrals.suspects import suspect_of
from referrals.words import Names, names_in, value_lines


def referral_view(actor: Person, referral_id: int) -> ReferralView:
    """A referral as this actor may see it; the look is logged. Raises NotVisible."""
    return view_of(opened(actor, referral_id))


@transaction.atomic
def view_of(seen: Opened) -> ReferralView:
    """What was read, cut to what its reader may see; the look is logged."""
    actor, referral, cut, flow = seen.actor, seen.referral, seen.cut, seen.flow
    record_read(
        actor=actor,
        verb="referral.view",
        obj=referral,
        case_id=None if referral.confidential else referral.case_id,
        changes={"flow": referral.flow, "depth": cut.depth.value},
        outside=Role.SENDER not in cut.roles,
    )
    known, steps = cut.known(seen.steps), cut.steps(flow, seen.steps)
    standing = stand(flow, referral.sender_id, known)
    outcome_only = cut.depth == Depth.OUTCOME
    outcome = outcome_of(flow, known)
    where = whereabouts(flow, cut, known, standing, outcome)
    begun, inner = where.begun or referral.started_at, inner_rules(flow, cut.roles)
    if outcome_only:
        steps = [step for step in steps if step.agency_id == cut.agency_id]
    values = cut.values(flow, counting(known))
    worded = (step for step in steps if step.transition != SUCCEED and cut.words(step))
    read = [values, *(step.values for step in worded)]
    names = names_in(flow, read, known=[seat.agency for seat in seen.seats])
    papers = () if outcome_only else tuple(documents_of(actor, SUBJECT, [referral.pk]))
    parent, tracks = family_of(actor, referral)
    closed_off = outcome_only or cut.until is not None
    case_id = referral.case_id if seen.opens_case else None
    told = NOTHING if closed_off else of_case(actor, flow, case_id)
    own_due = None if closed_off or where.beyond else referral.due_on
    return ReferralView(
        id=referral.pk,
        flow=flow.name,
        flow_label=str(flow.label),
        law=flow.law,
        title=titles_of(actor, seen.rows)[referral.pk],
        state=where.state,
        state_label=where.label,
        outcome=outcome,
        ended=where.ended,
        version=cut.version,
        confidential=referral.confidential,
        depth=cut.depth,
        roles=cut.roles,
        sides=_sides(seen.seats, cut),
        case_id=case_id,
        parent=parent,
        tracks=tracks,
        party=party_name(suspect_of(referral), cut),
        started_at=begun,
        state_since=where.since or begun,
        sent_at=standing.sent_at,
        signed_at=standing.signed_at,
        ended_at=standing.ended_at if where.ended else None,
        due_on=min(filter(None, (own_due, None if where.ended else told.next_due)), default=None),
        values=value_lines(flow, values, names, [step.transition for step in known]),
        data=values,
        steps=_steps(flow, steps, cut, names, papers),
        custody=() if outcome_only else _custody(referral, cut, begun),
        clocks=()
        if closed_off
        else (*(each for each in seen.clocks if each.rule_key not in inner), *told.clocks),
        papers=papers,
        paid=told.paid,
        suspect=suspect_view(actor, referral, cut),
    )


def _sides(seats: Sequence[ReferralAccess], cut: Cut) -> tuple[Side, ...]:
    shown = {Role.SENDER, Role.RECEIVER} if cut.depth == Depth.OUTCOME else set(Role)
    return tuple(
        Side(
            role=Role(seat.role),
            agency_id=seat.agency_id,
            agency=_named(seat.agency),
            current=seat.ended_at is None,
        )
        for seat in seats
        if seat.role in shown and (cut.until is None or seat.agency_id == cut.agency_id)
    )


def _steps(
    flow: Flow,
    steps: Sequence[ReferralStep],
    cut: Cut,
    names: Names,
    papers: Sequence[DocumentLine],
) -> tuple[StepView, ...]:
    seen = {paper.id: paper for paper in papers}
    return tuple(
        _step(number, flow, step, cut, names, seen.get(step.document_id or 0))
        for number, step in enumerate(steps, 1)
    )


def _step(
    number: int,
    flow: Flow,
    step: ReferralStep,
    cut: Cut,
    names: Names,
    seen: DocumentLine | None,
) -> StepView:
    done = next((each for each in flow.transitions if each.name == step.transition), None)
    words = cut.words(step)
    label = common_label(step.transition) or str(done.label if done else "")
    kind = KINDS.get(done.paper) if done and step.document_id else None
    return StepView(
        id=step.pk,
        number=number,
        transition=step.transition,
        label=label or step.transition,
        at=step.at,
        role=step.role,
        agency=_named(step.agency) if step.agency else "",
        who=step.actor.name if step.actor and words else "",
        to_state=step.to_state,
        to_label=str(flow.state(step.to_state).label),
        values=value_lines(flow, step.values, names, [step.transition]) if words else (),
        reason=step.reason if words else "",
        document_id=seen.id if seen is not None else None,
        paper=str(kind.name) if kind else "",
        seal=step.document_seal if seen is not None else "",
    )


def _custody(referral: Referral, cut: Cut, begun: dt.datetime) -> tuple[CustodyView, ...]:
    held = referral.custody.select_related("agency").order_by("since", "pk")
    return tuple(
        CustodyView(_named(each.agency), max(each.since, begun), each.until)
        for each in held
        if (cut.until is None or each.since < cut.until)
        and (each.until is None or each.until > begun)
    )


def _named(agency: Agency) -> str:
    return agency.short_name or agency.name
