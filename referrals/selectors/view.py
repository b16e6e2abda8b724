"""One referral, fetched, authorised, logged and cut down in one call."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from audit.services import record_read
from cases.models import Party, PartyKind
from cases.selectors.visibility import visible_ids
from core.masking import mask_name
from deadlines.models import Clock
from documents.kinds import KINDS
from documents.selectors import visible_documents
from referrals.clocks.facts import SUBJECT
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK, Depth, Flow, Role
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import visible_rows
from referrals.selectors.cutting import Cut, cut_for
from referrals.selectors.shapes import CustodyView, ReferralView, Side, StepView, TrackView
from referrals.selectors.titles import titles_of
from referrals.selectors.visibility import visible_referrals
from referrals.standing import Standing, counting, stand
from referrals.words import Names, names_in, value_lines


@transaction.atomic
def referral_view(actor: Person, referral_id: int) -> ReferralView:
    """A referral as this actor may see it; the look is logged. Raises NotVisible."""
    found = visible_rows(actor).filter(referral=referral_id)
    rows = list(found.select_related("referral__party"))
    if not rows:
        raise NotVisible
    cut = cut_for(actor, rows)
    referral = rows[0].referral
    record_read(
        actor=actor,
        verb="referral.view",
        obj=referral,
        case_id=None if referral.confidential else referral.case_id,
        changes={"flow": referral.flow, "depth": cut.depth.value},
        outside=Role.SENDER not in cut.roles,
    )
    return _view(actor, referral, cut, titles_of(actor, rows)[referral_id])


def _view(actor: Person, referral: Referral, cut: Cut, title: str) -> ReferralView:
    flow = FLOWS[referral.flow]
    every = list(referral.steps.select_related("actor", "agency").order_by("number"))
    steps = cut.steps(every)
    standing = stand(flow, referral.sender_id, steps)
    outcome_only = cut.depth == Depth.OUTCOME
    state = flow.state(standing.state)
    outcome = outcome_of(flow, steps)
    values = cut.values(flow, counting(steps))
    seats = list(referral.access.select_related("agency").order_by("pk"))
    names = names_in(flow, [values, *(step.values for step in steps if cut.words(step))])
    return ReferralView(
        id=referral.pk,
        flow=flow.name,
        flow_label=str(flow.label),
        law=flow.law,
        title=title,
        state="" if outcome_only else state.name,
        state_label=(outcome or _("办理中")) if outcome_only else str(state.label),
        outcome=outcome,
        ended=standing.ended_at is not None,
        version=referral.version,
        confidential=referral.confidential,
        depth=cut.depth,
        roles=cut.roles,
        sides=_sides(seats, referral, cut),
        case_id=_case_id(actor, referral),
        parent=_parent(actor, referral),
        tracks=_tracks(actor, referral),
        party=_party(referral.party, cut),
        started_at=referral.started_at,
        state_since=(
            (standing.sent_at if outcome_only else standing.state_since) or referral.started_at
        ),
        sent_at=standing.sent_at,
        signed_at=standing.signed_at,
        ended_at=standing.ended_at,
        due_on=None if outcome_only or cut.until else referral.due_on,
        values=value_lines(flow, values, names, [step.transition for step in steps]),
        data=values,
        steps=() if outcome_only else _steps(actor, flow, steps, cut, names),
        custody=() if outcome_only else _custody(referral, cut),
        clocks=() if outcome_only or cut.until else _clocks(referral, standing),
    )


def outcome_of(flow: Flow, steps: Sequence[ReferralStep]) -> str:
    """The class of the outcome so far: a state without one keeps that of the one before."""
    found = ""
    for step in counting(steps):
        found = str(flow.state(step.to_state).outcome) or found
    return found


def _sides(seats: Sequence[ReferralAccess], referral: Referral, cut: Cut) -> tuple[Side, ...]:
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


def _case_id(actor: Person, referral: Referral) -> int | None:
    seen = visible_ids(actor, [referral.case_id] if referral.case_id else [])
    return referral.case_id if referral.case_id in seen else None


def _steps(
    actor: Person, flow: Flow, steps: Sequence[ReferralStep], cut: Cut, names: Names
) -> tuple[StepView, ...]:
    papers = [step.document_id for step in steps if step.document_id]
    seen = set(
        visible_documents(actor).filter(pk__in=papers).values_list("pk", flat=True)
        if papers
        else ()
    )
    return tuple(_step(flow, step, cut, names, seen) for step in steps)


def _step(
    flow: Flow, step: ReferralStep, cut: Cut, names: Names, seen: Collection[int]
) -> StepView:
    done = next((each for each in flow.transitions if each.name == step.transition), None)
    words = cut.words(step)
    label = _("撤回") if step.transition == TAKE_BACK else str(done.label if done else "")
    kind = KINDS.get(done.paper) if done and step.document_id else None
    return StepView(
        number=step.number,
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
        document_id=step.document_id if step.document_id in seen else None,
        paper=str(kind.name) if kind else "",
    )


def _custody(referral: Referral, cut: Cut) -> tuple[CustodyView, ...]:
    held = referral.custody.select_related("agency").order_by("since", "pk")
    return tuple(
        CustodyView(_named(each.agency), each.since, each.until)
        for each in held
        if cut.until is None or each.since < cut.until
    )


def _clocks(referral: Referral, standing: Standing) -> tuple[Clock, ...]:
    clocks = Clock.objects.filter(subject_type=SUBJECT, subject_id=referral.pk, void=False)
    return tuple(clocks.select_related("rule").order_by("closed_on", "due_on", "pk"))


def _parent(actor: Person, referral: Referral) -> TrackView | None:
    found = visible_referrals(actor).filter(pk=referral.parent_id) if referral.parent_id else None
    tracks = [] if found is None else _track_views(actor, list(found.select_related("party")))
    return tracks[0] if tracks else None


def _tracks(actor: Person, referral: Referral) -> tuple[TrackView, ...]:
    found = visible_referrals(actor).filter(parent=referral).select_related("party")
    return tuple(_track_views(actor, list(found.order_by("pk"))))


def _track_views(actor: Person, found: Sequence[Referral]) -> list[TrackView]:
    """Referrals beside this one, each by the viewer's own sides of it."""
    if not found:
        return []
    rows: dict[int, list[ReferralAccess]] = {}
    for row in visible_rows(actor).filter(referral__in=found):
        rows.setdefault(row.referral_id, []).append(row)
    cuts = {pk: cut_for(actor, each) for pk, each in rows.items()}
    steps: dict[int, list[ReferralStep]] = {}
    for step in ReferralStep.objects.filter(referral__in=cuts).order_by("number"):
        steps.setdefault(step.referral_id, []).append(step)
    return [_track(each, cuts[each.pk], steps) for each in found if each.pk in cuts]


def _track(each: Referral, cut: Cut, steps: Mapping[int, list[ReferralStep]]) -> TrackView:
    flow = FLOWS[each.flow]
    known = cut.steps(steps.get(each.pk, []))
    standing = stand(flow, each.sender_id, known)
    label = flow.state(standing.state).label
    return TrackView(
        id=each.pk,
        flow=flow.name,
        flow_label=str(flow.label),
        state_label=(outcome_of(flow, known) or _("办理中"))
        if cut.depth == Depth.OUTCOME
        else str(label),
        party=_party(each.party, cut),
        ended=standing.ended_at is not None,
    )


def _party(party: Party | None, cut: Cut) -> str:
    """The name of the suspect; of a person, masked for those who don't read the words."""
    if party is None:
        return ""
    clear = cut.depth == Depth.FULL or Role.SENDER in cut.roles
    if clear or party.kind != PartyKind.NATURAL:
        return party.name
    return mask_name(party.name, organisation=False)


def _named(agency: Agency) -> str:
    return agency.short_name or agency.name
