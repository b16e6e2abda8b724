"""Two batches at once: each case is there once, and both callers are told the truth."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import connection

from agencies.models import Person
from audit.models import AuditEvent
from cases.inputs import CaseInput
from cases.models import Case, CaseRevision, ExternalKey
from cases.selectors.inputs import input_of
from cases.services import record_case
from cases.services.bring import Brought, Existing, Result, bring_cases
from cases.services.bring.matching import Found, Matching
from cases.services.push import Pushed, push_cases
from tests.cases.factory import case_input, investigation, recorded
from tests.personas import World, make_world


def numbers(count: int) -> list[Brought]:
    """Cases with the numbers 1 to count."""
    return [
        Brought(data=case_input(decision_number=f"宁市监罚决字〔2026〕{n}号"))
        for n in range(1, count + 1)
    ]


def bring(clerk: Person, items: list[Brought], existing: str) -> list[Result]:
    """In a thread of its own."""
    try:
        actor = Person.objects.get(pk=clerk.pk)
        return bring_cases(
            actor=actor, items=items, channel="api", existing=existing, reason="对接"
        )
    finally:
        connection.close()


@pytest.fixture
def all_look_first(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many batches look for what is there before any of them writes."""

    def prepare(batches: int) -> None:
        barrier = threading.Barrier(batches)
        find = Matching.find
        seen = threading.local()

        def looking(matching: Matching, items: list[Brought]) -> list[Found]:
            found = find(matching, items)
            if not getattr(seen, "once", False):
                seen.once = True
                barrier.wait(timeout=20)
            return found

        monkeypatch.setattr(Matching, "find", looking)

    return prepare


@pytest.mark.parametrize(
    ("existing", "second"),
    [(Existing.SKIP, "exists"), (Existing.UPDATE, "unchanged"), (Existing.REFUSE, "refused")],
)
def test_two_batches_at_once_record_each_number_once(
    committed: None, all_look_first: Callable[[int], None], existing: str, second: str
) -> None:
    world = make_world()
    all_look_first(2)
    batches = [numbers(9), numbers(9)[::-1]]
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda items: bring(world.clerk, items, existing), batches))
    assert Case.objects.count() == 9
    pairs = zip(told[0], told[1][::-1], strict=True)
    assert {frozenset((a.status, b.status)) for a, b in pairs} == {frozenset(("recorded", second))}
    assert AuditEvent.objects.filter(verb="case.record").count() == 9


def test_good_items_of_a_batch_that_loses_are_recorded(
    committed: None, all_look_first: Callable[[int], None]
) -> None:
    world = make_world()
    all_look_first(2)
    batches = [numbers(1), numbers(7)]
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda items: bring(world.clerk, items, Existing.SKIP), batches))
    assert Counter(result.status for result in [*told[0], *told[1]]) == {"recorded": 7, "exists": 1}


@pytest.mark.parametrize(
    "item",
    [
        Brought(data=investigation(), external=("办案系统", "7")),
        Brought(data=investigation(), request_key="甲"),
    ],
)
def test_one_mark_sent_by_four_at_once_gives_one_case(
    committed: None, all_look_first: Callable[[int], None], item: Brought
) -> None:
    world = make_world()
    all_look_first(4)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: bring(world.clerk, [item], Existing.UPDATE), range(4)))
    case = Case.objects.get()
    assert {result.case_id for [result] in told} == {case.pk}
    assert [result.status for [result] in told].count("recorded") == 1
    assert ExternalKey.objects.count() == bool(item.external)


def test_a_clerk_at_the_form_and_a_batch_give_one_case(
    committed: None, all_look_first: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    find = Matching.find

    def after_the_clerk(matching: Matching, items: list[Brought]) -> list[Found]:
        found = find(matching, items)
        if not Case.objects.exists():
            with ThreadPoolExecutor(1) as pool:
                pool.submit(enter, world).result()
        return found

    monkeypatch.setattr(Matching, "find", after_the_clerk)
    told = bring(world.clerk, numbers(3), Existing.SKIP)
    assert [result.status for result in told] == ["exists", "recorded", "recorded"]


def enter(world: World) -> None:
    """The clerk records the first number."""
    try:
        record_case(actor=Person.objects.get(pk=world.clerk_b.pk), data=numbers(1)[0].data)
    finally:
        connection.close()


def test_two_updates_at_once_of_one_case_both_count(committed: None) -> None:
    world = make_world()
    case = recorded(world.clerk)
    sent: list[tuple[str, CaseInput]] = [
        ("facts", case_input(facts="甲系统的事实")),
        ("conduct_place", case_input(conduct_place="东街")),
    ]
    start = threading.Barrier(2)

    def update(said: tuple[str, CaseInput]) -> str:
        start.wait()
        item = Brought(data=said[1], given=frozenset({said[0]}))
        return bring(world.clerk, [item], Existing.UPDATE)[0].status

    before = input_of(case)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(update, sent)) == ["updated", "updated"]
    case.refresh_from_db()
    assert input_of(case) == replace(before, facts="甲系统的事实", conduct_place="东街")
    assert case.version == 3
    assert sorted(CaseRevision.objects.values_list("version", flat=True)) == [1, 2]


def test_two_requests_that_each_mind_another_version_wait_for_each_other(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world()
    brought = [replace(item, external=("sys", str(n))) for n, item in enumerate(numbers(2))]
    bring(world.clerk, brought, Existing.UPDATE)
    met, find = threading.Barrier(2), Matching.find

    def looking(matching: Matching, items: list[Brought]) -> list[Found]:
        with suppress(threading.BrokenBarrierError):
            met.wait(timeout=1)
        return find(matching, items)

    monkeypatch.setattr(Matching, "find", looking)

    def push(minded: int) -> list[str]:
        try:
            actor = Person.objects.get(pk=world.clerk.pk)
            items = [Pushed(item, 1 if n == minded else None) for n, item in enumerate(brought)]
            return [each.status for each in push_cases(actor=actor, items=items, reason="对接")]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(push, (0, 1))) == [["unchanged"] * 2] * 2
