"""The one way in which a referral moves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.models import Person
from core.again import begun_again
from core.clock import current_moment
from referrals.errors import NoSuchTransition, NotVisible, Stale
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Role
from referrals.models import Referral, ReferralStep
from referrals.policies import visible_rows
from referrals.registry import Move
from referrals.services.authorising import authorised, transition_named
from referrals.services.carrying import Before, carry_out, check_conditions
from referrals.services.cleaning import clean_values
from referrals.services.identifying import number_apart
from referrals.services.ordering import check_order
from referrals.services.sides import check_kinds, check_places, find_sides
from referrals.showing import is_inner, version_of
from referrals.standing import stand


@begun_again
@transaction.atomic
def perform(
    *,
    actor: Person | None,
    referral_id: int,
    transition: str,
    version: int | None,
    values: Mapping[str, Any],
    paper: Mapping[str, Any] | None = None,
    key: str = "",
    trial: bool = False,
) -> Referral:
    """Move a referral, with everything that its flow's table says of it, or not at all.

    `version` is the one that the actor has seen, None for whatever there is. `paper` holds the
    sections of the paper that is signed with it; without it the draft that is there is taken.
    The same `key` of the same person again returns the referral and does nothing. `take_back`
    undoes the last step where the table lets it. A `trial` is judged alike, and nothing is done.
    Raises NotVisible, NoSuchTransition,
    NotAllowed, Stale, Invalid.
    """
    before = locked(actor, referral_id)
    referral = before.referral
    done = _done_before(actor, before, key)
    if done is not None:
        if done.transition != transition:
            raise stale(actor, before)
        return referral
    flow = FLOWS[referral.flow]
    if version is not None and version != own_version(actor, before):
        raise stale(actor, before)
    wanted = transition_named(flow, transition, referral, before.steps)
    role = authorised(actor, wanted, before.standing, before.steps)
    if referral.state not in wanted.sources:
        raise NoSuchTransition(transition)
    cleaned = clean_values(flow, wanted, values, actor=actor)
    number = number_apart(wanted, cleaned, referral.values | cleaned)
    check_order(flow, wanted, cleaned, before.steps)
    sides = dict(before.standing.sides)
    if wanted.name in {each.name for each in flow.transitions}:
        added = find_sides(flow, wanted, sides, cleaned, region_id=referral.sender.region_id)
        check_kinds(flow, added)
        check_places(wanted, added, home={referral.sender.region_id, *_region_of(actor)})
        cleaned |= {side.value: agency for side, agency in added.items()}
        sides |= added
    move = Move(
        referral=referral,
        flow=flow,
        transition=wanted,
        actor=actor,
        role=role,
        values=cleaned,
        moment=current_moment(),
        sides=sides,
        number=number,
    )
    check_conditions(move)
    if trial:
        return referral
    return carry_out(move, before, paper=paper, key=key)


def _region_of(actor: Person | None) -> list[str]:
    return [actor.agency.region_id] if actor is not None else []


def locked(actor: Person | None, referral_id: int) -> Before:
    """A referral that the actor sees, locked with the one on which it hangs.

    In the order of their ids, a track after what it hangs on, so that nobody waits in a
    circle. Raises NotVisible.
    """
    parent = Referral.objects.filter(pk=referral_id).values_list("parent_id", flat=True)
    ids = [referral_id, *filter(None, parent)]
    rows = Referral.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    referral = {row.pk: row for row in rows.select_related("sender")}.get(referral_id)
    if referral is None:
        raise NotVisible
    if actor is not None and not visible_rows(actor).filter(referral=referral_id).exists():
        raise NotVisible
    steps = list(referral.steps.order_by("number"))
    flow = FLOWS[referral.flow]
    return Before(
        referral=referral,
        steps=steps,
        rows=list(referral.access.all()),
        standing=stand(flow, referral.sender_id, steps),
    )


def stale(actor: Person | None, before: Before) -> Stale:
    """Who did what meanwhile, as far as the actor's side is shown it."""
    flow, version = FLOWS[before.referral.flow], own_version(actor, before)
    mine = [
        row
        for row in before.rows
        if actor and row.agency_id == actor.agency_id and row.ended_at is None
    ]
    roles = {Role(row.role) for row in mine}
    shown = [
        step
        for step in before.steps
        if (actor and step.agency_id == actor.agency_id) or not is_inner(flow, step, roles)
    ]
    if not shown or not any(row.depth != Depth.OUTCOME for row in mine):
        return Stale(version)
    last = shown[-1]
    label = _label_of(before.referral, last)
    own = actor is not None and last.agency_id == actor.agency_id
    who = (last.actor.name if own else last.agency.short_name) if last.agency and last.actor else ""
    return Stale(version, what=label, who=who, at=last.at)


def own_version(actor: Person | None, before: Before) -> int:
    """As the actor's side counts; the platform counts every step."""
    if actor is None:
        return before.referral.version
    return version_of(row for row in before.rows if row.agency_id == actor.agency_id)


def _label_of(referral: Referral, step: ReferralStep) -> str:
    try:
        return str(FLOWS[referral.flow].transition(step.transition).label)
    except KeyError:
        return ""


def _done_before(actor: Person | None, before: Before, key: str) -> ReferralStep | None:
    """What this person did with the key; that of another says nothing to them."""
    me = actor.pk if actor else None
    mine = (step for step in before.steps if step.actor_id == me)
    return next((step for step in mine if key and step.key == key), None)
