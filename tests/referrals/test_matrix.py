"""Every state × transition × persona of every flow, from the tables themselves.

What may happen is counted here from the table alone; `perform` must say the same, and must
leave nothing behind where it refuses.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from agencies.models import Person
from deadlines import reference
from referrals.edges import follow_flows
from referrals.errors import Invalid, NoSuchTransition, NotAllowed, NotVisible, ReferralError
from referrals.flows import FLOWS
from referrals.flows.table import Flow, Role, Transition
from referrals.models import Referral, ReferralAccess, ReferralStep
from referrals.registry import CONDITIONS, EFFECTS, UNDOING
from referrals.services import perform
from referrals.standing import stand
from tests.referrals.county import County, lay, make_county, paper_for, path_to, values_for

pytestmark = pytest.mark.django_db

FLOW_NAMES = sorted(FLOWS)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """One county for all of these tests, taken back at the end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        reference.load(lambda text: None)
        follow_flows()
        try:
            yield make_county()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            connection.close()


@pytest.fixture(autouse=True)
def open_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Conditions and effects have tests of their own: here every door is open and leads nowhere."""
    for name in CONDITIONS:
        monkeypatch.setitem(CONDITIONS, name, lambda move: "")
    for table in (EFFECTS, UNDOING):
        for name in table:
            monkeypatch.setitem(table, name, lambda move: None)


def personas(county: County, flow: Flow) -> dict[str, Person]:
    """One person for every set of posts of every agency on a side; strangers have their test."""
    on_a_side = {agency.pk for agency in county.sides_of(flow).values()}
    found: dict[tuple[int, frozenset[str]], str] = {}
    for who, person in county.people.items():
        if person.agency_id in on_a_side:
            found.setdefault((person.agency_id, person.posts), who)
    return {who: county.people[who] for who in found.values()}


def reachable(flow: Flow) -> list[str]:
    return [state.name for state in flow.states]


def said(county: County, referral: Referral, done: Transition, person: Any, **more: Any) -> Any:
    """What perform answers: the referral, or the kind of refusal."""
    try:
        with transaction.atomic():
            return perform(
                actor=person,
                referral_id=referral.pk,
                transition=done.name,
                version=None,
                values=more.get("values", {}),
                paper=more.get("paper"),
            )
    except ReferralError as error:
        return type(error), error


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_every_state_can_be_reached(name: str) -> None:
    for state in reachable(FLOWS[name]):
        assert path_to(FLOWS[name], state)


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_who_may_not_is_refused_and_nothing_happens(county: County, name: str) -> None:
    """Each transition where it could be made, by each persona who may not make it."""
    flow = FLOWS[name]
    sides = county.sides_of(flow)
    wrong: list[str] = []
    for state in reachable(flow):
        with transaction.atomic():
            referral = lay(county, flow, state)
            before = ReferralStep.objects.filter(referral=referral).count()
            for done in flow.from_state(state):
                for who, person in personas(county, flow).items():
                    may = sides.get(done.role) == person.agency and person.holds(*done.posts)
                    if may:
                        continue
                    answer = said(county, referral, done, person)
                    refused = isinstance(answer, tuple) and answer[0] in {NotVisible, NotAllowed}
                    if not refused:
                        wrong.append(f"{state} {done.name} by {who}: {answer}")
            assert ReferralStep.objects.filter(referral=referral).count() == before
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_a_stranger_is_told_nothing_of_it(county: County, name: str) -> None:
    flow = FLOWS[name]
    on_a_side = {agency.pk for agency in county.sides_of(flow).values()}
    strangers = [each for each in county.people.values() if each.agency_id not in on_a_side]
    strangers += [county.system_admin, county.security_admin, county.audit_admin]
    with transaction.atomic():
        referral = lay(county, flow, flow.states[0].name)
        done = flow.from_state(flow.states[0].name)[0]
        for person in strangers:
            assert said(county, referral, done, person)[0] is NotVisible
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_a_transition_from_elsewhere_is_refused(county: County, name: str) -> None:
    """Each state with each transition that doesn't lead from it, by who may make that."""
    flow = FLOWS[name]
    wrong: list[str] = []
    for state in reachable(flow):
        with transaction.atomic():
            referral = lay(county, flow, state, confidential=False)
            way = path_to(flow, state)
            reached = {role for done, _source in way for role in flow.reaches(done)}
            for done in flow.transitions:
                if state in done.sources:
                    continue
                person = county.who(flow, done) if done.posts else None
                if done.posts and person is None:
                    wrong.append(f"nobody makes {done.name}")
                    continue
                answer = said(county, referral, done, person)
                # Whom it has not reached yet is told that another acts.
                known = done.role in reached or not done.posts
                expected = NoSuchTransition if known else NotAllowed
                if not (isinstance(answer, tuple) and answer[0] is expected):
                    wrong.append(f"{state} {done.name}: {answer}")
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_who_may_does_it_and_everything_follows(county: County, name: str) -> None:
    flow = FLOWS[name]
    wrong: list[str] = []
    for done in flow.transitions:
        for source in done.sources:
            if source:
                wrong += performed(county, flow, done, source)
    assert wrong == []


def performed(county: County, flow: Flow, done: Transition, source: str) -> list[str]:
    """One legal transition; what is wrong with it."""
    where = f"{source} {done.name}"
    with transaction.atomic():
        referral = lay(county, flow, source, confidential=False)
        values = values_for(county, flow, done)
        person = county.who(flow, done) if done.posts else None
        answer = said(county, referral, done, person, values=values, paper=paper_for(done))
        if isinstance(answer, Referral):
            found = list(faults(county, flow, done, answer, source))
        else:
            found = [str(answer[1])]
        transaction.set_rollback(True)
    return [f"{where}: {fault}" for fault in found]


def faults(
    county: County, flow: Flow, done: Transition, moved: Referral, source: str
) -> Iterator[str]:
    step = moved.steps.order_by("-number")[0]
    stored = Referral.objects.get(pk=moved.pk)
    if (stored.state, step.from_state, step.to_state) != (done.target, source, done.target):
        yield "state"
    if bool(step.document_id) != bool(done.paper):
        yield "paper"
    if (stored.ended_at is not None) != flow.state(done.target).ended:
        yield "end"
    seats = {
        (row.agency_id, row.role): row for row in ReferralAccess.objects.filter(referral=moved)
    }
    sides = county.sides_of(flow)
    reached = flow.reaches(done) & sides.keys()
    missing = {role.value for role in reached if (sides[role].pk, role.value) not in seats}
    if missing:
        yield f"sides {missing}"
    if done.custody is not None:
        held = moved.custody.get(until__isnull=True)
        if held.agency_id != county.sides_of(flow)[done.custody].pk:
            yield "custody"
    steps = list(moved.steps.order_by("number"))
    owed = {each.tell.role.value for each in stand(flow, moved.sender_id, steps).pending}
    acting = {role for (_agency, role), row in seats.items() if row.must_act}
    if flow.state(done.target).ended and acting - owed:
        yield "somebody must act on what has ended"


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_what_is_required_is_asked_for_by_the_name_of_its_field(county: County, name: str) -> None:
    flow = FLOWS[name]
    for done in flow.transitions:
        required = {each.name for each in done.fields if each.required}
        if not required or not any(done.sources) or not done.posts:
            continue
        with transaction.atomic():
            source = next(each for each in done.sources if each)
            referral = lay(county, flow, source, confidential=False)
            answer = said(county, referral, done, county.who(flow, done))
            transaction.set_rollback(True)
            assert answer[0] is Invalid, (done.name, answer)
            assert required <= answer[1].errors.keys(), done.name


@pytest.mark.parametrize("name", FLOW_NAMES)
def test_names_fit_and_what_may_be_taken_back_can_be(name: str) -> None:
    flow = FLOWS[name]
    for done in flow.transitions:
        assert set(done.conditions) <= CONDITIONS.keys(), done.name
        assert set(done.effects) <= EFFECTS.keys(), done.name
        if done.withdrawable:
            assert set(done.effects) <= UNDOING.keys(), done.name
        roles = {done.role, *done.paper_to, *done.copies_to} | {each.role for each in done.tells}
        assert roles <= flow.sides.keys() | {Role.SENDER}, done.name
