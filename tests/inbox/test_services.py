from datetime import date

import pytest

from audit.models import AuditEvent
from inbox.errors import TodoRefusedError
from inbox.models import Outcome, Todo
from inbox.services import claim, finish, settle
from tests.inbox.conftest import todo_of
from tests.personas import World


def verbs() -> list[str]:
    lines = AuditEvent.objects.filter(verb__startswith="todo.").order_by("id")
    return list(lines.values_list("verb", flat=True))


def test_raising_twice_leaves_one_todo_and_one_line(world: World) -> None:
    assert todo_of(world) == todo_of(world)
    assert Todo.objects.count() == 1
    assert verbs() == ["todo.raise"]


def test_the_line_stands_in_the_timeline_of_the_case(world: World) -> None:
    todo_of(world, subject_id=42)
    assert AuditEvent.objects.get(verb="todo.raise").case_id == 42


def test_a_new_last_day_moves_the_open_todo(world: World) -> None:
    todo_of(world, due_on=date(2026, 3, 2))
    assert todo_of(world, due_on=date(2026, 3, 9)).due_on == date(2026, 3, 9)
    assert verbs() == ["todo.raise", "todo.move"]


def test_it_refuses_a_kind_nobody_registered(world: World) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        todo_of(world, kind="nonsense")


def test_what_was_finished_is_not_raised_again(world: World) -> None:
    finish(actor=world.clerk, todo=todo_of(world))
    assert todo_of(world).outcome == Outcome.DONE


def test_what_was_withdrawn_opens_again_when_its_ground_returns(world: World) -> None:
    claim(actor=world.clerk, todo=todo_of(world))
    assert settle(key="handler-1", reason="已缴款", actor=world.clerk) == 1
    again = todo_of(world)
    assert (again.settled_at, again.claimed_by, again.outcome) == (None, None, "")
    assert verbs() == ["todo.raise", "todo.claim", "todo.withdraw", "todo.raise"]


def test_it_withdraws_by_subject_and_kind_only_what_is_open(world: World) -> None:
    done = finish(actor=world.clerk, todo=todo_of(world))
    todo_of(world, post="leader")
    other = todo_of(world, subject_id=2)
    assert settle(subject_type="case", subject_id=1, kind="other", reason="", actor=None) == 0
    assert settle(subject_type="case", subject_id=1, reason="已结案", actor=None) == 1
    other.refresh_from_db()
    done.refresh_from_db()
    assert (other.settled_at, done.outcome) == (None, Outcome.DONE)


def test_withdrawing_needs_to_know_what(world: World) -> None:
    with pytest.raises(ValueError, match="key"):
        settle(reason="", actor=None)


def test_a_colleague_who_was_quicker_keeps_it(world: World) -> None:
    todo = todo_of(world)
    claim(actor=world.clerk, todo=todo)
    claim(actor=world.clerk, todo=todo)
    for act in (claim, finish):
        with pytest.raises(TodoRefusedError, match="同事"):
            act(actor=world.clerk_b, todo=todo)
    assert verbs() == ["todo.raise", "todo.claim"]


def test_a_finished_todo_cannot_be_claimed_or_finished_again(world: World) -> None:
    todo = todo_of(world)
    finish(actor=world.clerk, todo=todo, reason="已告知当事人")
    for act in (claim, finish):
        with pytest.raises(TodoRefusedError, match="已办结"):
            act(actor=world.clerk, todo=todo)
    todo.refresh_from_db()
    assert (todo.settled_by, todo.settle_reason) == (world.clerk, "已告知当事人")
