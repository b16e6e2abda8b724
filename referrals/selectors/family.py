"""What hangs on a referral, and what it hangs on, each by the viewer's own sides of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from agencies.models import Person
from cases.models import Party, PartyKind
from core.masking import mask_name
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Flow, Role
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import visible_rows
from referrals.selectors.cutting import Cut, cut_for
from referrals.selectors.shapes import TrackView
from referrals.selectors.whereabouts import whereabouts
from referrals.showing import shown_state
from referrals.standing import counting, stand
from referrals.suspects import suspect_of

Family = tuple[TrackView | None, tuple[TrackView, ...]]


def family_of(actor: Person, referral: Referral) -> Family:
    """The one above and those below that the actor sees, the oldest first."""
    related = Q(referral__parent=referral.pk)
    if referral.parent_id is not None:
        related |= Q(referral=referral.parent_id)
    rows: defaultdict[int, list[ReferralAccess]] = defaultdict(list)
    for row in visible_rows(actor).filter(related).select_related("referral__party"):
        rows[row.referral_id].append(row)
    cuts = {pk: cut_for(actor, mine) for pk, mine in rows.items()}
    steps = _steps([pk for pk, cut in cuts.items() if not _plain(cut, rows[pk][0].referral)])
    views = {pk: _track(rows[pk][0].referral, cuts[pk], steps.get(pk, ())) for pk in sorted(cuts)}
    above = views.pop(referral.parent_id, None) if referral.parent_id is not None else None
    return above, tuple(views.values())


def _plain(cut: Cut, each: Referral) -> bool:
    """Whether the viewer is shown where it stands today, which the referral itself says."""
    told = shown_state(FLOWS[each.flow], each.state, cut.roles)
    return told and cut.until is None and cut.depth != Depth.OUTCOME


def _steps(ids: Collection[int]) -> Mapping[int, Sequence[ReferralStep]]:
    found: defaultdict[int, list[ReferralStep]] = defaultdict(list)
    if ids:
        for step in ReferralStep.objects.filter(referral__in=ids).order_by("number"):
            found[step.referral_id].append(step)
    return found


def _track(each: Referral, cut: Cut, steps: Sequence[ReferralStep]) -> TrackView:
    flow = FLOWS[each.flow]
    label, ended = str(flow.state(each.state).label), each.ended_at is not None
    if not _plain(cut, each):
        known = cut.known(steps)
        standing = stand(flow, each.sender_id, known)
        where = whereabouts(flow, cut, known, standing, outcome_of(flow, known))
        label, ended = where.label, where.ended
    return TrackView(
        id=each.pk,
        flow=flow.name,
        flow_label=str(flow.label),
        state_label=label,
        party=party_name(suspect_of(each), cut),
        ended=ended,
    )


def outcome_of(flow: Flow, steps: Sequence[ReferralStep]) -> str:
    """The class of the outcome so far: a state without one keeps that of the one before."""
    found = ""
    for step in counting(steps):
        found = str(flow.state(step.to_state).outcome) or found
    return found


def party_name(party: Party | None, cut: Cut) -> str:
    """The name of the suspect; of a person, masked for those who don't read the words."""
    if party is None:
        return ""
    clear = cut.depth == Depth.FULL or Role.SENDER in cut.roles
    if clear or party.kind != PartyKind.NATURAL:
        return party.name
    return mask_name(party.name, organisation=False)
