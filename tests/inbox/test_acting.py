"""Handing over, giving back, undoing, and many at once."""

import pytest

from audit.models import AuditEvent
from inbox.errors import TodoRefusedError
from inbox.models import Notice, Todo
from inbox.selectors import (
    colleagues_for,
    count_waiting,
    fit_for,
    my_todos,
    page_of_notices,
    page_of_todos,
    reachable_todos,
    todo_for,
)
from inbox.services import (
    claim,
    claim_all,
    finish,
    finish_all,
    hand_over,
    hand_over_all,
    release,
    settle,
    undo,
)
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World
from tests.queries import real_queries


def lines_shown(world: World, name: str, shown: str) -> list[int]:
    actor = getattr(world, name)
    return [line.id for line in page_of_todos(actor, shown=shown, cursor=None).items]


def notices(world: World, name: str) -> list[str]:
    page = page_of_notices(getattr(world, name), cursor=None)
    return [line.note for line in page.items]


def test_the_colleague_has_it_as_theirs_and_i_see_what_became_of_it(world: World) -> None:
    todo = todo_of(world)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b, note="请周五前联系")
    assert lines_shown(world, "clerk_b", "mine") == [todo.pk]
    assert lines_shown(world, "clerk", "handed") == [todo.pk]
    assert notices(world, "clerk_b") == ["请周五前联系"]
    assert notices(world, "clerk") == []
    finish(actor=world.clerk_b, todo=todo, reason="已联系")
    (line,) = page_of_todos(world.clerk, shown="handed", cursor=None).items
    assert (line.claimed_by, line.settle_reason, line.outcome) == ("苏映岚", "已联系", "done")
    assert notices(world, "clerk_b") == []


def test_handing_over_says_to_whom_and_why(world: World) -> None:
    todo = todo_of(world)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b, note="出差")
    event = AuditEvent.objects.get(verb="todo.hand_over")
    assert (event.actor_name, event.changes["to"], event.ground) == ("林知远", "苏映岚", "出差")


def test_what_a_colleague_has_only_they_or_the_head_hand_over(world: World) -> None:
    todo = todo_of(world)
    claim(actor=world.clerk_b, todo=todo)
    with pytest.raises(TodoRefusedError, match="苏映岚"):
        hand_over(actor=world.clerk, todo=todo, to=world.clerk)
    assert todo_for(world.leader, todo.pk) is None
    found = todo_for(world.leader, todo.pk, reachable_todos(world.leader))
    assert found == todo
    handed = hand_over(actor=world.leader, todo=todo, to=world.clerk, note="")
    assert handed.claimed_by == world.clerk


def test_a_todo_by_name_that_was_handed_over_is_the_colleagues(world: World) -> None:
    todo = todo_of(world, person_id=world.clerk.pk)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b)
    assert todo in my_todos(world.clerk_b)
    assert lines_shown(world, "clerk", "mine") == []
    release(actor=world.clerk_b, todo=todo)
    assert lines_shown(world, "clerk", "mine") == [todo.pk]


def test_only_colleagues_of_the_post_can_be_chosen(world: World) -> None:
    todo = todo_of(world)
    assert list(colleagues_for(world.clerk, [todo])) == [world.clerk_b]
    offered = set(colleagues_for(world.leader, [todo]))
    assert offered == {world.clerk, world.clerk_b, world.legal_reviewer}
    world.clerk_b.is_active = False
    world.clerk_b.save()
    assert list(colleagues_for(world.clerk, [todo])) == []


def test_a_colleague_who_may_not_see_the_subject_does_not_get_it(
    world: World, subjects: Subjects
) -> None:
    todo = todo_of(world)
    assert fit_for(world.clerk_b, [todo]) == [todo]
    subjects.hidden = {1}
    assert fit_for(world.clerk_b, [todo]) == []


def test_given_back_it_is_free_again(world: World) -> None:
    todo = todo_of(world)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b, note="出差")
    with pytest.raises(TodoRefusedError, match="不是由您认领"):
        release(actor=world.clerk, todo=todo)
    free = release(actor=world.clerk_b, todo=todo)
    assert (free.claimed_by, free.handed_by, free.handed_note) == (None, None, "")
    assert notices(world, "clerk_b") == []
    assert lines_shown(world, "clerk", "handed") == []


def test_the_one_who_finished_it_may_undo_and_says_why(world: World) -> None:
    todo = finish(actor=world.clerk, todo=todo_of(world), reason="已催告")
    with pytest.raises(TodoRefusedError, match="原因"):
        undo(actor=world.clerk, todo=todo, reason="")
    with pytest.raises(TodoRefusedError, match="只有办结人"):
        undo(actor=world.clerk_b, todo=todo, reason="误点")
    again = undo(actor=world.clerk, todo=todo, reason="误点")
    assert (again.settled_at, again.outcome) == (None, "")
    assert AuditEvent.objects.get(verb="todo.undo").ground == "误点"
    with pytest.raises(TodoRefusedError, match="不用撤销"):
        undo(actor=world.clerk, todo=todo, reason="误点")


def test_the_head_may_undo_what_a_handler_finished(world: World) -> None:
    todo = finish(actor=world.clerk, todo=todo_of(world))
    assert undo(actor=world.leader, todo=todo, reason="未催告").settled_at is None


def test_nothing_is_undone_once_the_ground_is_gone(world: World) -> None:
    todo = finish(actor=world.clerk, todo=todo_of(world))
    assert settle(actor=None, key=todo.key, reason="已缴款") == 0
    with pytest.raises(TodoRefusedError, match="事由已经消失"):
        undo(actor=world.clerk, todo=todo, reason="误点")
    (line,) = page_of_todos(world.clerk, shown="settled", cursor=None).items
    assert not line.may_undo


def test_many_at_once_are_done_as_far_as_they_can_be(world: World) -> None:
    todos = [todo_of(world, subject_id=number) for number in range(4)]
    claim(actor=world.clerk_b, todo=todos[1])
    finish(actor=world.clerk_b, todo=todos[2])
    acted = claim_all(actor=world.clerk, todos=todos)
    assert [todo.subject_id for todo in acted.done] == [0, 3]
    assert set(acted.refused) == {todos[1].pk, todos[2].pk}
    assert "苏映岚" in acted.refused[todos[1].pk]
    finished = finish_all(actor=world.clerk, todos=todos, reason="已核对")
    assert len(finished.done) == 2
    assert Todo.objects.filter(settle_reason="已核对").count() == 2


@pytest.mark.parametrize("many", [1, 30])
def test_what_is_done_to_many_costs_the_same(world: World, many: int) -> None:
    todos = [todo_of(world, subject_id=number) for number in range(many)]
    with real_queries() as claimed:
        claim_all(actor=world.clerk, todos=todos)
    with real_queries() as handed:
        hand_over_all(actor=world.clerk, todos=todos, to=world.clerk_b)
    with real_queries() as finished:
        finish_all(actor=world.clerk_b, todos=todos)
    # Lock, change, log; with the names of who has it, and a notice that comes and goes.
    assert [len(asked) for asked in (claimed, handed, finished)] == [3, 7, 7]


def test_when_the_todo_goes_the_notice_goes(world: World) -> None:
    todo = todo_of(world)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b)
    assert count_waiting(world.clerk_b).notices == 1
    settle(actor=None, key=todo.key, reason="已缴款")
    assert count_waiting(world.clerk_b).notices == 0
    assert Notice.objects.get().withdrawn_at is not None
