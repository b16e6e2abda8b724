"""What was with somebody who left comes back to the post; one failure holds up nobody else."""

from datetime import time

import pytest

from agencies.models import Person
from audit.models import AuditEvent
from inbox import registry
from inbox.models import DigestWish, Every, Notice, Todo
from inbox.selectors import count_open
from inbox.selectors.digests import figures_for
from inbox.services import claim, digests, finish, hand_over
from inbox.tasks import free_claims
from tests.inbox.conftest import todo_of
from tests.personas import World

pytestmark = pytest.mark.django_db


def held(world: World) -> Todo:
    todo = todo_of(world)
    claim(actor=world.clerk_b, todo=todo)
    return hand_over(actor=world.clerk_b, todo=todo, to=world.clerk, note="请接手")


def test_what_somebody_held_who_was_locked_out_waits_for_the_others_again(world: World) -> None:
    todo = held(world)
    assert count_open(world.clerk_b) == 0
    Person.objects.filter(pk=world.clerk.pk).update(is_active=False)
    assert [free_claims(), free_claims()] == [1, 0]
    todo.refresh_from_db()
    assert (todo.claimed_by, todo.handed_by, todo.handed_note) == (None, None, "")
    assert count_open(world.clerk_b) == 1
    assert not Notice.objects.filter(kind="todo.handed", withdrawn_at__isnull=True).exists()
    line = AuditEvent.objects.get(verb="todo.release")
    assert (line.actor_id, line.object_id) == (None, str(todo.pk))
    finish(actor=world.clerk_b, todo=todo)


def test_what_somebody_held_who_works_elsewhere_now_comes_back_and_the_rest_stays(
    world: World,
) -> None:
    held(world)
    claim(actor=world.clerk_b, todo=todo_of(world, subject_id=2))
    Person.objects.filter(pk=world.clerk.pk).update(agency=world.urban)
    assert free_claims() == 1
    assert Todo.objects.get(subject_id=2).claimed_by == world.clerk_b


def test_a_digest_that_fails_does_not_hold_up_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "FROM", time(0))
    monkeypatch.setattr(digests, "_works", lambda day: True)
    for person in (world.clerk, world.clerk_b):
        DigestWish.objects.create(person=person, every=Every.WORKDAY, asked_on="2020-01-01")
    todo_of(world)

    def failing(actor: Person, *rest: object) -> object:
        if actor == world.clerk:
            raise LookupError(actor.pk)
        return figures_for(actor, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(digests, "figures_for", failing)
    with pytest.raises(ExceptionGroup):
        digests.send_digests()
    told = Notice.objects.filter(kind="digest").values_list("person", flat=True)
    assert list(told) == [world.clerk_b.pk]


def test_kinds_that_are_called_the_same_are_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "_kinds", {"a": "公示", "b": "公示", "c": "送达"})
    assert digests._by_title({"a": 2, "b": 3, "c": 1}) == {"公示": 5, "送达": 1}
