"""Two people at once: one wins, the other is told who was quicker."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from agencies.models import Person
from audit.models import AuditEvent
from inbox.models import Todo
from inbox.services import Acted, TodoInput, claim_all, finish_all, raise_todos
from tests.inbox.conftest import todo_of
from tests.personas import World, make_world


def at_once(*acts: Callable[[], Acted]) -> list[Acted]:
    """Each in a thread and with a connection of its own."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Acted]) -> Acted:
        try:
            barrier.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_claims_at_once_one_wins(committed: None) -> None:
    world = make_world()
    todos = [todo_of(world, subject_id=number) for number in range(20)]
    backwards = todos[::-1]
    first, second = at_once(
        lambda: claim_all(actor=world.clerk, todos=todos),
        lambda: claim_all(actor=world.clerk_b, todos=backwards),
    )
    assert len(first.done) + len(second.done) == 20
    for acted, winner in ((first, world.clerk_b), (second, world.clerk)):
        assert all(winner.name in words for words in acted.refused.values())
    assert AuditEvent.objects.filter(verb="todo.claim").count() == 20


def test_of_two_who_finish_at_once_one_is_told_by_whom(committed: None) -> None:
    world = make_world()
    todo = todo_of(world)
    people: list[Person] = [world.clerk, world.clerk_b]
    acted = at_once(
        *(lambda person=person: finish_all(actor=person, todos=[todo]) for person in people)
    )
    assert sorted(len(one.done) for one in acted) == [0, 1]
    winner = Todo.objects.get().settled_by
    assert winner is not None
    (words,) = [words for one in acted for words in one.refused.values()]
    assert winner.name in words


def test_two_who_raise_the_same_leave_each_once(committed: None) -> None:
    world: World = make_world()
    items = [
        TodoInput(
            kind="overdue",
            key=f"k{number}",
            agency_id=world.market.pk,
            post="handler",
            subject_type="case",
            subject_id=number,
            due_on=date(2026, 3, 2),
        )
        for number in range(30)
    ]

    def raising(given: list[TodoInput]) -> Callable[[], Acted]:
        def run() -> Acted:
            raise_todos(given)
            return Acted()

        return run

    at_once(raising(items), raising(items[::-1]), raising(items))
    assert Todo.objects.count() == 30
    assert AuditEvent.objects.filter(verb="todo.raise").count() == 30
