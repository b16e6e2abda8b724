"""Many to-dos at once: the same as one by one, in a constant number of statements."""

from datetime import date
from typing import Any

import pytest

from audit.models import AuditEvent
from inbox.models import Outcome, Todo
from inbox.services import TodoInput, claim, finish, raise_todos, settle_all
from tests.personas import World
from tests.queries import real_queries

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


def item(world: World, number: int, **changes: Any) -> TodoInput:
    given: dict[str, Any] = {
        "kind": "overdue",
        "key": f"k{number}",
        "agency_id": world.market.pk,
        "post": "handler",
        "subject_type": "case",
        "subject_id": number,
        "due_on": MARCH,
    }
    return TodoInput(**given | changes)


def verbs() -> list[str]:
    lines = AuditEvent.objects.filter(verb__startswith="todo.").order_by("id")
    return list(lines.values_list("verb", flat=True))


def test_raising_many_twice_leaves_each_once(world: World) -> None:
    items = [item(world, number) for number in range(3)]
    raise_todos(items)
    raise_todos([*items, item(world, 3)])
    assert Todo.objects.count() == 4
    assert verbs() == ["todo.raise"] * 4


def test_each_gets_its_own_new_last_day(world: World) -> None:
    raise_todos([item(world, number) for number in range(3)])
    raise_todos([item(world, 0, due_on=APRIL), item(world, 1, due_on=None), item(world, 2)])
    assert list(Todo.objects.order_by("key").values_list("due_on", flat=True)) == [
        APRIL,
        None,
        MARCH,
    ]
    assert verbs() == ["todo.raise"] * 3 + ["todo.move"] * 2
    moved = AuditEvent.objects.filter(verb="todo.move").order_by("id").first()
    assert moved is not None
    assert moved.changes["due_on"] == ["2026-03-02", "2026-04-01"]


def test_withdrawn_ones_open_again_and_finished_ones_stay(world: World) -> None:
    raise_todos([item(world, number) for number in range(3)])
    first, second, _third = Todo.objects.order_by("key")
    finish(actor=world.clerk, todo=first)
    claim(actor=world.clerk, todo=second)
    keys = ["k0", "k1"]
    assert settle_all(actor=None, keys=keys, reason="已缴款") == 1
    first.refresh_from_db()
    assert first.ground_ended_at is not None
    raise_todos([item(world, number, due_on=APRIL) for number in range(3)])
    done = Todo.objects.get(key="k0")
    second.refresh_from_db()
    assert (done.outcome, done.due_on, done.ground_ended_at) == (Outcome.DONE, MARCH, None)
    assert (second.settled_at, second.claimed_by, second.due_on) == (None, None, APRIL)


def test_of_one_key_twice_the_last_counts(world: World) -> None:
    raise_todos([item(world, 1), item(world, 1, due_on=APRIL)])
    assert Todo.objects.get().due_on == APRIL


def test_an_unregistered_kind_raises_nothing_at_all(world: World) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        raise_todos([item(world, 1), item(world, 2, kind="nonsense")])
    assert not Todo.objects.exists()


def test_it_settles_by_subjects_and_kinds(world: World) -> None:
    raise_todos([item(world, number) for number in range(4)])
    raise_todos([item(world, 1, key="other", post="leader")])
    found = settle_all(actor=None, subject_type="case", subject_ids=[0, 1], kinds=["x"], reason="")
    assert found == 0
    assert settle_all(actor=None, subject_type="case", subject_ids=[0, 1], reason="已结案") == 3
    assert Todo.objects.filter(settled_at=None).count() == 2
    with pytest.raises(ValueError, match="keys"):
        settle_all(actor=None, reason="")


def test_nothing_to_do_costs_nothing(world: World) -> None:
    with real_queries() as asked:
        raise_todos([])
    assert asked == []


@pytest.mark.parametrize("many", [1, 40])
def test_the_statements_do_not_grow_with_the_number(world: World, many: int) -> None:
    items = [item(world, number) for number in range(many)]
    with real_queries() as raised:
        raise_todos(items)
    with real_queries() as repeated:
        raise_todos(items)
    later = [item(world, number, due_on=date(2026, 5, 1 + number % 28)) for number in range(many)]
    with real_queries() as moved:
        raise_todos(later)
    with real_queries() as settled:
        settle_all(actor=None, subject_type="case", subject_ids=range(many), reason="")
    with real_queries() as again:
        raise_todos(items)
    counts = [len(asked) for asked in (raised, repeated, moved, settled, again)]
    # Look, insert, log; look; look, move, log; look, settle, log; and back again.
    assert counts == [3, 1, 3, 3, 4]
