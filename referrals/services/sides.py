"""Which agency stands on which side."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from cases.models import Case
from referrals.errors import Invalid, NotAllowed
from referrals.flows.table import Field, Flow, Kind, Role, Transition


def side_needed(flow: Flow, done: Transition) -> frozenset[Role]:
    """The sides on which somebody must stand, or had better, once this was done."""
    return flow.reaches(done) | {start.on for start in done.starts}


def find_sides(
    flow: Flow,
    done: Transition,
    known: Mapping[Role, int],
    values: Mapping[str, Any],
    *,
    region_id: str,
) -> dict[Role, int]:
    """The sides that this transition adds to those known, by what was typed or as is plain.

    Where a county has but one agency that may stand there, it needn't be named. Raises Invalid
    where the matter would go to nobody.
    """
    named = {role: values[role.value] for role in Role if isinstance(values.get(role.value), int)}
    left_open = {Role(each.name) for each in done.fields if _is_left_open(each)}
    missing = side_needed(flow, done) - known.keys() - named.keys() - left_open
    found = {role: _only_one(flow, role, {**known, **named}, region_id) for role in missing}
    added = named | {role: agency for role, agency in found.items() if agency is not None}
    nobody = {role.value for role in missing - added.keys() if _must_stand(done, role)}
    if nobody:
        raise Invalid({name: _("请选择机关。") for name in nobody})
    return added


def first_sides(
    flow: Flow,
    done: Transition,
    *,
    actor: Person | None,
    case: Case | None,
    parent: Mapping[Role, int],
    named: Mapping[Role, int],
) -> dict[Role, int]:
    """Who stands where before the first transition: the actor on the side that begins.

    Raises NotAllowed when somebody else stands there already.
    """
    sides = {mine: parent[theirs] for mine, theirs in flow.inherits.items() if theirs in parent}
    sides |= named
    if actor is not None and sides.setdefault(done.role, actor.agency_id) != actor.agency_id:
        raise NotAllowed(_("这一步由另一机关办理。"))
    if Role.SENDER not in sides:
        sender = _sender(flow, case, actor)
        if sender is None:
            raise Invalid({Role.SENDER.value: _("请选择机关。")})
        sides[Role.SENDER] = sender
    return sides


def _sender(flow: Flow, case: Case | None, actor: Person | None) -> int | None:
    """Of a case that somebody else wants passed on: whose it is."""
    kinds = flow.sides.get(Role.SENDER, frozenset())
    if case is not None and case.owner.kind in kinds:
        return case.owner_id
    if actor is None:
        return None
    return _only_one(flow, Role.SENDER, {}, actor.agency.region_id)


def check_kinds(flow: Flow, sides: Mapping[Role, int]) -> None:
    """Raise Invalid where an agency of another kind would stand on a side."""
    kinds = dict(Agency.objects.filter(pk__in=sides.values()).values_list("pk", "kind"))
    wrong = {
        role.value: _("该机关不能作为这一方。")
        for role, agency in sides.items()
        if role in flow.sides and kinds.get(agency) not in flow.sides[role]
    }
    if wrong:
        raise Invalid(wrong)


def check_places(done: Transition, sides: Mapping[Role, int], *, home: Collection[str]) -> None:
    """Raise Invalid where the matter would go to an agency of another county or level.

    `home` are the regions of those who pass it on. Elsewhere it goes to a superior, and where
    the transition asks for that.
    """
    abroad = {each.name for each in done.fields if each.elsewhere}
    bound = {role: agency for role, agency in sides.items() if role not in abroad | {Role.HIGHER}}
    there = dict(Agency.objects.filter(pk__in=bound.values()).values_list("pk", "region"))
    wrong = {
        role.value: _("该机关不在本地，不能作为这一方。")
        for role, agency in bound.items()
        if there.get(agency) not in home
    }
    if wrong:
        raise Invalid(wrong)


def _is_left_open(field: Field) -> bool:
    """Whether the form asks who stands on a side and takes nobody for an answer."""
    return field.kind == Kind.AGENCY and not field.required and field.name in set(Role)


def _must_stand(done: Transition, role: Role) -> bool:
    # Who only follows may not be there: then nobody gets that paper.
    to = {*done.paper_to} - {Role.FOLLOWER}
    return role == Role.RECEIVER or role == done.role or role in to


def _only_one(flow: Flow, role: Role, sides: Mapping[Role, int], region_id: str) -> int | None:
    kinds = flow.sides.get(role)
    if not kinds:
        return None
    if role == Role.HIGHER:
        return _superior(kinds, sides)
    here = Agency.objects.filter(kind__in=kinds, region=region_id, is_active=True)
    found = list(here.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _superior(kinds: frozenset[Any], sides: Mapping[Role, int]) -> int | None:
    """The body above the court or the receiver, where it is on the platform."""
    below = sides.get(Role.COURT, sides.get(Role.RECEIVER))
    above = Agency.objects.filter(children=below, kind__in=kinds, is_active=True)
    return above.values_list("pk", flat=True).first() if below else None
