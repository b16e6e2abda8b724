"""How a referral begins."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from agencies.models import CASE_OWNING_KINDS, Person
from cases.models import Case, Party, Profile
from cases.policies import access_of
from core.again import begun_again
from core.clock import current_moment
from referrals.errors import Invalid, NoSuchTransition, NotAllowed, NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Flow, Role, Transition
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.policies import may_perform
from referrals.registry import Move
from referrals.services.carrying import Before, carry_out, check_conditions
from referrals.services.cleaning import clean_values
from referrals.services.identifying import number_apart
from referrals.services.perform import locked
from referrals.services.sides import check_kinds, check_places, find_sides, first_sides
from referrals.standing import Standing

# Who only follows a case, or knows that there is one, passes nothing on.
_READERS = frozenset({Profile.FOLLOWER, Profile.POINTER})
_OWN = frozenset({Profile.OWNER, Profile.HANDLER})
_TITLE = 200


@begun_again
@transaction.atomic
def start_referral(
    *,
    actor: Person | None,
    flow: str,
    transition: str = "",
    case_id: int | None = None,
    parent_id: int | None = None,
    party_id: int | None = None,
    receiver_id: int | None = None,
    values: Mapping[str, Any] | None = None,
    paper: Mapping[str, Any] | None = None,
    key: str = "",
    trial: bool = False,
) -> Referral:
    """Begin a referral with the flow's first transition, or the one named.

    A track takes its case from the referral on which it hangs. The same `key` of the same
    person again returns what the first call began. A `trial` is judged alike, and nothing is
    begun. Raises NotVisible for a case, parent or
    party that isn't there for the actor, NoSuchTransition, NotAllowed, Invalid.
    """
    table = FLOWS.get(flow)
    if table is None:
        raise NoSuchTransition(flow)
    wanted = first_transition(table, transition)
    if (begun := _begun_before(actor, key)) is not None:
        return begun
    if reason := why_not_start(actor, table, wanted):
        raise NotAllowed(reason)
    parent = locked(actor, parent_id) if parent_id is not None else None
    case = _case(actor, parent.referral.case_id if parent else case_id, wanted)
    _check_roots(table, case, parent)
    cleaned = clean_values(table, wanted, values or {}, actor=actor)
    number = number_apart(wanted, cleaned, cleaned)
    named = {role: cleaned[role.value] for role in Role if role.value in cleaned}
    if receiver_id is not None:
        named[Role.RECEIVER] = receiver_id
    above = parent.standing.sides if parent else {}
    sides = first_sides(table, wanted, actor=actor, case=case, parent=above, named=named)
    sides |= find_sides(table, wanted, sides, cleaned, region_id=_region(actor, case))
    check_kinds(table, sides)
    chosen = {role: agency for role, agency in sides.items() if above.get(role) != agency}
    home = {_region(actor, case), *([case.owner.region_id] if case is not None else [])}
    check_places(wanted, chosen, home=home)
    cleaned |= {role.value: agency for role, agency in sides.items() if role != Role.SENDER}
    moment = current_moment()
    referral = Referral(
        flow=table.name,
        case=case,
        parent=parent.referral if parent else None,
        party=_party(case, party_id),
        title=_title(table, case, cleaned),
        state=wanted.target,
        state_since=moment,
        sender_id=sides[Role.SENDER],
        receiver_id=sides.get(Role.RECEIVER),
        started_by=actor,
        started_at=moment,
        confidential=table.confidential,
    )
    move = Move(
        referral=referral,
        flow=table,
        transition=wanted,
        actor=actor,
        role=wanted.role,
        values=cleaned,
        moment=moment,
        sides=sides,
        number=number,
    )
    check_conditions(move)
    if trial:
        return referral
    referral.save(force_insert=True)
    mine = _own_row(move, moment)
    before = Before(referral=referral, steps=[], rows=[mine], standing=Standing(sides=dict(sides)))
    return carry_out(move, before, paper=paper, key=key)


def first_transition(flow: Flow, name: str) -> Transition:
    """The one named, or the first that begins the flow. Raises NoSuchTransition."""
    first = flow.from_state("")
    found = next((each for each in first if each.name == name or not name), None)
    if found is None:
        raise NoSuchTransition(name or flow.name)
    return found


def why_not_start(actor: Person | None, flow: Flow, wanted: Transition) -> str:
    """Why the actor can't begin this flow, whatever it were about; "" when they can."""
    if actor is None:
        return "" if not wanted.posts else _("这一步由人员办理。")
    if not wanted.posts:
        return _("这一步由平台自动办理。")
    kinds = flow.sides.get(wanted.role)
    if (kinds is not None and actor.agency.kind not in kinds) or not may_perform(actor, wanted):
        return _("您的机关或者岗位不办理这一步。")
    return ""


def why_not_from(flow: Flow, state: str) -> str:
    """Why a track can't begin while what it hangs on stands there; "" when it can."""
    if flow.parent_states and state not in flow.parent_states:
        return _("该移送目前的状态不能发起这一事项。")
    return ""


def _begun_before(actor: Person | None, key: str) -> Referral | None:
    """What this key began, after any other call with it is through."""
    if not key:
        return None
    me = actor.pk if actor else None
    with connection.cursor() as cursor:
        name = f"referral:{me}:{key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    first = ReferralStep.objects.filter(actor=me, key=key, number=1)
    step = first.select_related("referral").first()
    return step.referral if step else None


def _case(actor: Person | None, case_id: int | None, wanted: Transition) -> Case | None:
    """The case, which the actor must see, and pass on by right where they are the sender.

    Held to the end: of two who begin the same at once, the second finds what the first began.
    """
    if case_id is None:
        return None
    held = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk=case_id)
    case = held.select_related("owner").first()
    if case is None:
        raise NotVisible
    if actor is None:
        return case
    access = access_of(actor, case_id)
    if access is None:
        raise NotVisible
    if reason := check_case_access(actor, access.profile, wanted):
        raise NotAllowed(reason)
    return case


def check_case_access(actor: Person, profile: str, wanted: Transition) -> str:
    """Why the actor can't pass on a case that they see by this profile; "" when they can."""
    anothers = wanted.role == Role.SENDER and actor.agency.kind in CASE_OWNING_KINDS
    if profile in _READERS or (anothers and profile not in _OWN):
        return _("您对该案件只有查看的权限。")
    return ""


def _check_roots(flow: Flow, case: Case | None, parent: Before | None) -> None:
    """A flow that hangs on another hangs on a referral of that one, and nothing else does."""
    if parent is not None and parent.referral.flow != flow.parent:
        raise NotAllowed(_("这一事项不能从该移送发起。"))
    if parent is not None and (reason := why_not_from(flow, parent.referral.state)):
        raise NotAllowed(reason)
    if flow.parent and flow.needs_parent and parent is None:
        raise Invalid({"": _("请从所属的移送发起。")})
    if flow.confidential and case is not None:
        # Who reads the case would find it there, in its papers and its trail.
        raise NotAllowed(_("保密事项不从案件发起。"))
    if flow.needs_case and case is None:
        raise Invalid({"": _("请从案件发起。")})


def _party(case: Case | None, party_id: int | None) -> Party | None:
    """The suspect, where it is one of the parties of the case."""
    if party_id is None:
        return None
    party = Party.objects.filter(pk=party_id, case=case).first() if case else None
    if party is None:
        raise NotVisible
    return party


def _region(actor: Person | None, case: Case | None) -> str:
    if actor is not None:
        return actor.agency.region_id
    return case.owner.region_id if case is not None else ""


def _title(flow: Flow, case: Case | None, values: Mapping[str, Any]) -> str:
    """What it is called in lists: as it was named, or by the cause of the case."""
    named = values.get("title") or values.get("name") or (case.cause if case else "")
    return str(named or flow.label)[:_TITLE]


def _own_row(move: Move, moment: Any) -> ReferralAccess:
    """The side that begins sees it from the first: its paper is written on it."""
    actor = move.actor
    return ReferralAccess.objects.create(
        referral=move.referral,
        agency_id=move.sides[move.role],
        role=move.role,
        depth=move.flow.depths.get(move.role, Depth.STEPS),
        person=actor if move.referral.confidential else None,
        flow=move.flow.name,
        moved_at=moment,
    )
