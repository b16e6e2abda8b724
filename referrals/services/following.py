"""What follows from where a referral stands is made so: who sees it, who holds it, access."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from agencies.models import Agency, Person
from cases.grants import Granted, is_restricted, set_grants
from cases.models import Case, CaseAccess
from core.clock import current_moment
from referrals.flows.table import Depth, Flow, Kind, Role
from referrals.models import Custody, Referral, ReferralAccess, ReferralStep
from referrals.showing import is_inner
from referrals.standing import Desk, Standing

_HIGHEST = 4
_KEPT = (
    "depth",
    "is_open",
    "must_act",
    "posts",
    "people",
    "version",
    "moved_at",
    "due_on",
    "ended_at",
    "person",
)


def follow_seats(
    referral: Referral,
    flow: Flow,
    standing: Standing,
    steps: Sequence[ReferralStep],
    *,
    rows: Sequence[ReferralAccess],
    acting: Mapping[Desk, Sequence[str]],
    due: Mapping[int, dt.date | None],
    outcome_changed: bool,
) -> list[ReferralAccess]:
    """One row for each side of each agency that the referral has reached; returns them.

    What was sent and taken back before anybody signed is seen by the receiver no more.
    """
    there = {(row.agency_id, Role(row.role)): row for row in rows}
    step = steps[-1]
    sides: defaultdict[int, set[Role]] = defaultdict(set)
    named: defaultdict[int, set[int]] = defaultdict(set)
    for agency, role in standing.seats:
        sides[agency].add(role)
    for each in rows:
        named[each.agency_id].update(each.people)
    wanted: list[ReferralAccess] = []
    for desk, gone in standing.seats.items():
        agency, role = desk
        row = there.pop(desk, None) or ReferralAccess(
            referral=referral, agency_id=agency, role=role, flow=flow.name
        )
        here = flow.depth_in(standing.state, role)
        row.depth = here if gone is None else flow.depths.get(role, Depth.STEPS)
        row.is_open = gone is None and standing.ended_at is None
        row.must_act = gone is None and desk in acting
        # Of a confidential one the posts say who may open it, whether or not it waits for them.
        row.posts = list(acting.get(desk, row.posts if referral.confidential else ()))
        row.people = sorted(named[agency] | _assigned(agency, flow, steps))
        # Who isn't shown a step isn't told by a number or the order of a list that there was one.
        own = step.agency_id == agency
        told = own or (
            not is_inner(flow, step, sides[agency])
            and (row.depth != Depth.OUTCOME or outcome_changed)
        )
        if (gone is None or row.ended_at is None) and (row._state.adding or told):
            row.moved_at = step.at
            row.version += 1
        row.ended_at = gone
        row.due_on = due.get(agency) if row.is_open else None
        if referral.confidential and role == Role.SENDER and row.person_id is None:
            row.person_id = referral.started_by_id
        wanted.append(row)
    new = [row for row in wanted if row._state.adding]
    if new:
        ReferralAccess.objects.bulk_create(new)
    kept = [row for row in wanted if row not in new]
    if kept:
        ReferralAccess.objects.bulk_update(kept, _KEPT)
    if there:
        ReferralAccess.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    return wanted


def follow_custody(referral: Referral, holder: int | None, moment: dt.datetime) -> None:
    """End the interval of who held the matter and begin that of who holds it."""
    held = referral.custody.filter(until__isnull=True).first()
    if held is not None and held.agency_id == holder:
        return
    if held is not None:
        held.until = moment
        held.save(update_fields=["until"])
    if holder is not None:
        Custody.objects.create(referral=referral, agency_id=holder, since=moment)


def follow_grants(
    referral: Referral,
    before: Standing,
    standing: Standing,
    steps: Sequence[ReferralStep],
    *,
    actor: Person | None,
) -> None:
    """Open the case to the sides that got it, close it to those from which it was taken.

    A case that its owner restricts to named people is open to those of a side who have acted
    on the referral or were assigned to it. An agency that passes on another's case opens no
    more of it than it sees itself, and to itself nothing.
    """
    if referral.case_id is None or not (before.grants or standing.grants):
        return
    restricted = is_restricted(referral.case_id)
    if before.grants == standing.grants and not restricted:
        return
    case = Case.objects.select_related("owner").get(pk=referral.case_id)
    agencies = Agency.objects.in_bulk([agency for agency, _role in standing.grants])
    most = _most(case, referral)
    set_grants(
        actor=actor,
        case=case,
        referral_key=f"referral:{referral.pk}",
        wanted=[
            Granted(
                agencies[agency],
                grant.profile,
                min(grant.ceiling, most),
                law[:200],
                people=people_of(referral, agency, steps) if restricted else (),
            )
            for (agency, _role), (grant, law) in standing.grants.items()
            if agency != referral.sender_id and most
        ],
    )


def _most(case: Case, referral: Referral) -> int:
    """The highest data grade of the case that its sender may open to others; 0 for nothing."""
    if referral.sender_id == case.owner_id:
        return _HIGHEST
    rows = CaseAccess.objects.filter(content_object=case, group=referral.sender.group_id)
    running = rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=current_moment()))
    return running.values_list("grade_ceiling", flat=True).first() or 0


def people_of(referral: Referral, agency_id: int, steps: Sequence[ReferralStep]) -> tuple[int, ...]:
    """Who of this agency acted on it, or was named for it by their own agency."""
    found = {step.actor_id for step in steps if step.agency_id == agency_id}
    for row in ReferralAccess.objects.filter(referral=referral, agency=agency_id):
        found.update(row.people)
    return tuple(sorted(person for person in found if person is not None))


def _assigned(agency_id: int, flow: Flow, steps: Sequence[ReferralStep]) -> set[int]:
    """Whom its own agency named with a step."""
    found: set[int] = set()
    assigning = {
        field.name
        for each in flow.transitions
        for field in each.fields
        if field.kind in {Kind.PERSON, Kind.PEOPLE}
    }
    for step in steps:
        if step.agency_id != agency_id:
            continue
        for name in assigning & step.values.keys():
            value = step.values[name]
            found.update(value if isinstance(value, list) else [value])
    return found
