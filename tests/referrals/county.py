"""The county of tests/personas with everybody who acts in a flow, and referrals laid anywhere.

A referral is laid along the edges of its table, so that the database accepts it, without
what performing the steps would do besides; everybody who could stand on a side does.
"""

import datetime as dt
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from agencies.models import Agency, AgencyKind, Person, Post
from agencies.services import create_agency, create_person
from cases.models import Case, Charge
from core.clock import current_moment
from documents.kinds import KINDS
from referrals.flows.table import Field, Flow, Kind, Role, Transition
from referrals.models import Custody, Referral, ReferralAccess, ReferralStep
from tests.cases.factory import recorded
from tests.documents.papers import complete
from tests.personas import PASSWORD, World, make_world, valid_uscc

MORE_AGENCIES = {
    "other_police": (AgencyKind.POLICE, "宁东县公安局", "宁公东"),
    "higher_court": (AgencyKind.COURT, "宁州市中级人民法院", "宁州法"),
    "higher_police": (AgencyKind.POLICE, "宁州市公安局", "宁州公"),
}
MORE_PEOPLE = {
    "police_handler": ("police", (Post.HANDLER,)),
    "police_leader": ("police", (Post.LEADER,)),
    "other_police_intake": ("other_police", (Post.INTAKE,)),
    "market_intake": ("market", (Post.INTAKE,)),
    "township_leader": ("township", (Post.LEADER,)),
    "procuratorate_intake": ("procuratorate", (Post.INTAKE,)),
    "court_intake": ("court", (Post.INTAKE,)),
    "court_leader": ("court", (Post.LEADER,)),
    "enforcement_judge": ("court", (Post.ENFORCEMENT_JUDGE,)),
    "higher_judge": ("higher_court", (Post.JUDGE,)),
    "justice_leader": ("justice", (Post.LEADER,)),
    "discipline_intake": ("discipline", (Post.INTAKE,)),
    "discipline_leader": ("discipline", (Post.LEADER,)),
    "coordination_leader": ("coordination", (Post.LEADER,)),
}


@dataclass
class County:
    """World, further agencies and people, a case with a charge."""

    world: World
    agencies: dict[str, Agency]
    people: dict[str, Person]
    case: Case
    charge: Charge
    sides: dict[str, dict[Role, Agency]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        agencies = self.__dict__.get("agencies", {})
        if name in people:
            return people[name]
        if name in agencies:
            return agencies[name]
        raise AttributeError(name)

    def sides_of(self, flow: Flow) -> dict[Role, Agency]:
        """One agency for each side of a flow, all of them different where that can be."""
        if flow.name not in self.sides:
            self.sides[flow.name] = self._choose(flow)
        return self.sides[flow.name]

    def _choose(self, flow: Flow) -> dict[Role, Agency]:
        found: dict[Role, Agency] = {}
        order = ("market", "police", "procuratorate", "court", "justice", "discipline",
                 "coordination", "higher_court", "higher_police", "urban", "township")  # fmt: skip
        for role, kinds in flow.sides.items():
            fit = [self.agencies[name] for name in order if self.agencies[name].kind in kinds]
            if role == Role.SENDER and self.agencies["market"] in fit:
                fit = [self.agencies["market"]]
            free = [agency for agency in fit if agency not in found.values()]
            found[role] = (free or fit)[0]
        return found

    def who(self, flow: Flow, transition: Transition) -> Person | None:
        """Somebody who makes this transition; None where there is no such person."""
        agency = self.sides_of(flow).get(transition.role)
        return next(
            (
                person
                for person in self.people.values()
                if person.agency == agency and person.holds(*transition.posts)
            ),
            None,
        )


def make_county(world: World | None = None) -> County:
    """Build it in the database of the running test, around a county that is there or a new one."""
    world = world or make_world()
    names = ("market", "urban", "township", "procuratorate", "police", "court", "justice",
             "discipline", "coordination")  # fmt: skip
    agencies: dict[str, Agency] = {name: getattr(world, name) for name in names}
    for number, (key, (kind, name, prefix)) in enumerate(MORE_AGENCIES.items(), 50):
        agencies[key] = create_agency(
            actor=None,
            kind=kind,
            name=name,
            short_name=name[2:],
            sector="police" if kind == AgencyKind.POLICE else "",
            number_prefix=prefix,
            uscc=valid_uscc(20_000_000 + number),
            region=world.region,
        )
    people = dict(world.people)
    for key, (agency, posts) in MORE_PEOPLE.items():
        people[key] = create_person(
            actor=None,
            username=key,
            name=f"钟{key[:6]}",
            agency=agencies[agency],
            password=PASSWORD,
            posts=posts,
            clearance=4,
            must_change_password=False,
        )
    assert all(person.posts for person in people.values())
    for name, certificate in (("clerk", "3399010001"), ("clerk_b", "3399010002")):
        Person.objects.filter(username=name).update(certificate_no=certificate)
    charge = Charge.objects.create(
        name="生产、销售不符合安全标准的食品罪", pinyin="scxsbfhaqbzdspz"
    )
    return County(world, agencies, people, recorded(world.clerk), charge)


def path_to(flow: Flow, state: str) -> list[tuple[Transition, str]]:
    """The shortest way from nothing to a state: each transition with where it begins."""
    queue: deque[tuple[str, list[tuple[Transition, str]]]] = deque([("", [])])
    seen = {""}
    while queue:
        here, way = queue.popleft()
        if here == state:
            return way
        for each in flow.from_state(here):
            if each.target not in seen:
                seen.add(each.target)
                queue.append((each.target, [*way, (each, here)]))
    raise LookupError(f"{flow.name}: nothing leads to {state}")


def value_of(county: County, asked: Field, agency: Agency, flow: Flow) -> Any:
    """Something that may stand in a field."""
    kinds: dict[Kind, Any] = {
        Kind.TEXT: "内容",
        Kind.LINES: "第一行\n第二行",
        Kind.DAY: dt.date(2026, 3, 2).isoformat(),
        Kind.MOMENT: "2026-03-02T10:30:00+08:00",
        Kind.MONEY: "1200.50",
        Kind.COUNT: 3,
        Kind.YES_NO: "yes",
        Kind.CHARGE: county.charge.name,
        Kind.IDENTIFIER: "11010519491231002X",
    }
    if asked.kind in kinds:
        return kinds[asked.kind]
    if asked.kind == Kind.CHOICE:
        return asked.choices[0][0]
    if asked.kind == Kind.AGENCY:
        if asked.name in set(Role):
            return county.sides_of(flow)[Role(asked.name)].pk
        return next(each.pk for each in county.agencies.values() if each.kind in asked.agency_kinds)
    mine = [person.pk for person in county.people.values() if person.agency == agency]
    return mine[0] if asked.kind == Kind.PERSON else mine[: max(asked.least, 1)]


def values_for(county: County, flow: Flow, done: Transition) -> dict[str, Any]:
    """Something in every field that must be filled in."""
    agency = county.sides_of(flow)[done.role]
    values = {
        each.name: value_of(county, each, agency, flow) for each in done.fields if each.required
    }
    if done.happened in values:
        # Nothing happens before the papers of the steps that led to it.
        day = next(each.kind for each in done.fields if each.name == done.happened) == Kind.DAY
        now = current_moment()
        values[done.happened] = timezone.localdate(now).isoformat() if day else now.isoformat()
    return values


def paper_for(done: Transition) -> dict[str, Any] | None:
    """A complete paper, where the transition has one."""
    return complete(KINDS[done.paper]) if done.paper else None


def lay(county: County, flow: Flow, state: str, **said: Any) -> Referral:
    """A referral that stands there, with an agency on each side that sees it."""
    now = current_moment() - dt.timedelta(minutes=30)
    sides = county.sides_of(flow)
    way = path_to(flow, state)
    named = {role.value: agency.pk for role, agency in sides.items() if role != Role.SENDER}
    values: dict[str, Any] = {
        "case": county.case if flow.needs_case else None,
        "party": county.case.parties.first() if flow.per_suspect else None,
        "title": "宁川县禾丰食品店",
        "confidential": flow.confidential,
    }
    referral = Referral.objects.create(
        flow=flow.name,
        state=way[0][0].target,
        state_since=now,
        started_at=now,
        sender=sides[Role.SENDER],
        receiver=sides.get(Role.RECEIVER),
        version=len(way),
        started_by=county.who(flow, way[0][0]),
        **values | said,
    )
    for number, (done, source) in enumerate(way, 1):
        if number > 1:
            referral.state = done.target
            referral.save(update_fields=["state"])
        actor = county.who(flow, done)
        ReferralStep.objects.create(
            referral=referral,
            number=number,
            transition=done.name,
            from_state=source,
            to_state=done.target,
            actor=actor,
            agency=actor.agency if actor else None,
            role=done.role,
            at=now + dt.timedelta(minutes=number),
            values=values_for(county, flow, done) | (named if number == 1 else {}),
        )
    ReferralAccess.objects.bulk_create(
        ReferralAccess(
            referral=referral,
            agency=agency,
            role=role,
            depth=flow.depth_in(state, role),
            flow=flow.name,
            moved_at=now,
        )
        for role, agency in sides.items()
    )
    Custody.objects.create(referral=referral, agency=sides[Role.SENDER], since=now)
    return referral
