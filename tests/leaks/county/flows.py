"""A referral of each flow, with a word of its own in whatever each side wrote.

Laid along the edges of its table, as far as the longest of the shortest ways leads; everybody
who could stand on a side does. What is seen: a side that sees everything reads all words but
those of drafts and approvals of another, one that sees the steps its own. Clues are in
`passing`, moved by the services.
"""

import datetime as dt
from typing import Any

from agencies.models import Agency, Person
from cases.models import Charge
from cases.services.children import identifier_hash
from core.clock import current_moment
from referrals.flows import FLOWS
from referrals.flows.table import Depth, Field, Flow, Kind, Role, Transition
from referrals.models import (
    Custody,
    EventKind,
    NamedSuspect,
    Referral,
    ReferralAccess,
    ReferralStep,
)
from referrals.services.events import EventInput, tell_systems
from tests.leaks.county.people import OWN_LEVELS, SEES_CASES
from tests.leaks.county.things import County
from tests.leaks.planted import NUMBERS, PARTIES, Markers, id_card
from tests.referrals.county import County as Sides
from tests.referrals.county import path_to, value_of

NAMED = "named"
# The clearance that the words of others ask for.
_WORDS = 3
_AGENCIES = ("market", "urban", "township", "procuratorate", "police", "court", "justice",
             "discipline", "coordination")  # fmt: skip


def lay_flows(county: County) -> None:
    """One of each flow that isn't planted otherwise, all about one case of the market."""
    county.plant("passed", "clerk", OWN_LEVELS, sector="health", steps=True)
    world = county.world
    charge = Charge.objects.get_or_create(name="虚假广告罪", defaults={"pinyin": "xjggz"})[0]
    sides = Sides(
        world,
        {name: getattr(world, name) for name in _AGENCIES},
        dict(world.people),
        county.cases["passed"],
        charge,
    )
    for flow in FLOWS.values():
        if flow.name not in {"clue", "discipline"}:
            sides.sides[flow.name] = _choose(sides, flow)
            _lay(county, sides, flow)
            if flow.per_suspect:
                _lay(county, sides, flow, outsider=True)


def _choose(sides: Sides, flow: Flow) -> dict[Role, Agency]:
    """Another agency on each side, as far as there are such."""
    found: dict[Role, Agency] = {}
    for role, kinds in flow.sides.items():
        fit = [agency for agency in sides.agencies.values() if agency.kind in kinds]
        found[role] = next((agency for agency in fit if agency not in found.values()), fit[0])
    return found


def _lay(county: County, sides: Sides, flow: Flow, *, outsider: bool = False) -> None:
    """`outsider`: about somebody who is no party of the case, whose number is kept beside it."""
    name = f"flow_{flow.name}{'_named' if outsider else ''}"
    markers = Markers(name, serial=len(county.markers) + 1)
    county.markers[name] = markers
    way = max((path_to(flow, state.name) for state in _reached(flow)), key=len)
    chosen = sides.sides_of(flow)
    now = current_moment() - dt.timedelta(minutes=30)
    county.referrals[name] = referral = Referral.objects.create(
        flow=flow.name, title=markers.word(NAMED), state=way[0][0].target, state_since=now,
        started_at=now, sender=chosen[Role.SENDER], receiver=chosen.get(Role.RECEIVER),
        version=len(way), case=county.cases["passed"],
        party=county.parties["passed_shop"] if flow.per_suspect and not outsider else None,
    )  # fmt: skip
    _seat(referral, flow, chosen, now)
    named = {role.value: agency.pk for role, agency in chosen.items() if role != Role.SENDER}
    for number, (done, source) in enumerate(way, 1):
        if number > 1:
            referral.state = done.target
            referral.save(update_fields=["state"])
        agency = chosen[done.role]
        values: dict[str, Any] = {
            each.name: markers.word(_level(flow, done, each, agency))
            if each.kind in {Kind.TEXT, Kind.LINES}
            else value_of(sides, each, agency, flow)
            for each in done.fields
            if each.required or each.kind in {Kind.TEXT, Kind.LINES}
        }
        step = ReferralStep.objects.create(
            referral=referral, number=number, transition=done.name, from_state=source,
            to_state=done.target, agency=agency, role=done.role,
            actor=sides.who(flow, done), at=now + dt.timedelta(minutes=number),
            reason=values.get("reason", ""), values=values | (named if number == 1 else {}),
        )  # fmt: skip
        referral.values = {**referral.values, **step.values}
        referral.save(update_fields=["values"])
        tell_systems([EventInput(referral.pk, EventKind.MOVED, step.at, step_id=step.pk)])
    if outsider:
        _number(referral, markers)
    county.levels[name] = {
        persona: seen
        for persona in SEES_CASES
        if (seen := _seen(county, persona, flow, chosen, markers))
    }
    if flow.per_suspect and not outsider:
        for persona in county.levels[name]:
            held = county.levels["passed"].get(persona, frozenset())
            county.levels["passed"][persona] = held | {PARTIES}


def _number(referral: Referral, markers: Markers) -> None:
    """Nobody meets it who doesn't ask for it with a reason."""
    number = id_card(markers.serial)
    for secret in (number, number[3:-4]):
        markers.word(NUMBERS, secret)
    NamedSuspect.objects.create(
        referral=referral,
        identifier_type="id_card",
        identifier=number,
        identifier_hash=identifier_hash(number),
    )


def _reached(flow: Flow) -> list[Any]:
    found = []
    for state in flow.states:
        try:
            path_to(flow, state.name)
        except LookupError:
            continue
        found.append(state)
    return found


def _seat(referral: Referral, flow: Flow, chosen: dict[Role, Agency], now: dt.datetime) -> None:
    ReferralAccess.objects.bulk_create(
        ReferralAccess(
            referral=referral, agency=agency, role=role, flow=flow.name, moved_at=now,
            depth=flow.depths.get(role, Depth.STEPS),
        )
        for role, agency in chosen.items()
    )  # fmt: skip
    Custody.objects.create(referral=referral, agency=chosen[Role.SENDER], since=now)


def _by(agency: Agency) -> str:
    return f"by_{agency.pk}"


def _inner(agency: Agency) -> str:
    return f"inner_{agency.pk}"


def _level(flow: Flow, done: Transition, field: Field, agency: Agency) -> str:
    """What a side writes in its draft or its approval is for itself, unless it is sent along."""
    inner = flow.state(done.target).inner == done.role and not field.sent
    return _inner(agency) if inner else _by(agency)


def _seen(
    county: County, persona: str, flow: Flow, chosen: dict[Role, Agency], markers: Markers
) -> frozenset[str]:
    """The levels of a referral that this persona may see: its title, and whose words."""
    person = county.people[persona]
    roles = [role for role, agency in chosen.items() if agency == person.agency]
    if not roles:
        return frozenset()
    if any(_reads_all(person, flow, role) for role in roles):
        others = {level for level in markers.words if not level.startswith("inner_")} - {NUMBERS}
        return frozenset(others | {_inner(person.agency)})
    return frozenset({NAMED, _by(person.agency), _inner(person.agency)})


def _reads_all(person: Person, flow: Flow, role: Role) -> bool:
    return flow.depths.get(role, Depth.STEPS) == Depth.FULL and person.clearance >= _WORDS
