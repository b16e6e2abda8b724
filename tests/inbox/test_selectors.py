from datetime import timedelta

from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from agencies.models import Person
from inbox.models import Todo
from inbox.selectors import (
    count_open,
    count_waiting,
    desk_of,
    my_todos,
    page_of_todos,
    todo_for,
    waiting_todos,
)
from inbox.services import claim, finish, hand_over
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World


def assert_visible(actor: Person, expected: list[Todo], hidden: list[Todo]) -> None:
    seen = set(my_todos(actor))
    assert set(expected) <= seen
    assert seen.isdisjoint(hidden)


def test_each_sees_the_own_agency_and_the_own_posts_only(world: World) -> None:
    handler = todo_of(world)
    leader = todo_of(world, post="leader")
    anybody = todo_of(world, post="")
    urban = todo_of(world, agency_id=world.urban.pk, key="urban")
    assert_visible(world.clerk, [handler, anybody], [leader, urban])
    assert_visible(world.leader, [leader, anybody], [handler, urban])
    assert_visible(world.urban_clerk, [urban], [handler, leader, anybody])
    assert_visible(world.procurator, [], [handler, leader, anybody, urban])


def test_a_todo_for_one_person_is_theirs_alone(world: World) -> None:
    named = todo_of(world, person_id=world.clerk.pk)
    assert_visible(world.clerk, [named], [])
    assert_visible(world.clerk_b, [], [named])


def test_a_person_who_moved_away_does_not_take_the_todo_along(world: World) -> None:
    named = todo_of(world, person_id=world.clerk.pk)
    world.clerk.agency = world.urban
    world.clerk.save()
    assert_visible(world.clerk, [], [named])


def test_a_hidden_subject_hides_its_todo_everywhere(world: World, subjects: Subjects) -> None:
    todo = todo_of(world)
    subjects.hidden = {1}
    assert page_of_todos(world.clerk, shown="open", cursor=None).items == []
    assert desk_of(world.clerk).open == "0"
    assert todo_for(world.clerk, todo.pk) is None


def test_an_unregistered_subject_type_is_not_shown(world: World) -> None:
    todo_of(world, subject_type="referral")
    assert desk_of(world.clerk).lines == []


def test_the_first_due_comes_first_and_without_a_day_last(world: World) -> None:
    today = timezone.localdate()
    for number, days in enumerate((None, 5, -3, 0), start=1):
        due_on = None if days is None else today + timedelta(days=days)
        todo_of(world, subject_id=number, due_on=due_on)
    lines = page_of_todos(world.clerk, shown="open", cursor=None).items
    assert [line.days_left for line in lines] == [-3, 0, 5, None]
    assert [line.is_overdue for line in lines] == [True, False, False, False]


def test_the_pages_hold_everything_once(world: World) -> None:
    today = timezone.localdate()
    for number in range(7):
        due_on = today + timedelta(days=number // 2) if number < 4 else None
        todo_of(world, subject_id=number, due_on=due_on)
    seen, cursor = [], None
    while True:
        page = page_of_todos(world.clerk, shown="open", cursor=cursor, size=3)
        seen += [line.id for line in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == sorted(Todo.objects.values_list("pk", flat=True))


def test_mine_are_those_i_claimed_and_settled_those_that_ended(world: World) -> None:
    claimed, finished, free = (todo_of(world, subject_id=number) for number in (1, 2, 3))
    claim(actor=world.clerk, todo=claimed)
    finish(actor=world.clerk_b, todo=finished)

    def ids(shown: str) -> list[int]:
        return [line.id for line in page_of_todos(world.clerk, shown=shown, cursor=None).items]

    assert ids("open") == [claimed.pk, free.pk]
    assert ids("mine") == [claimed.pk]
    assert ids("settled") == [finished.pk]


def test_the_desk_counts_overdue_and_new(world: World) -> None:
    today = timezone.localdate()
    todo_of(world, subject_id=1, due_on=today - timedelta(days=1))
    todo_of(world, subject_id=2)
    Todo.objects.filter(subject_id=2).update(raised_at=timezone.now() - timedelta(days=2))
    desk = desk_of(world.clerk)
    assert (desk.open, desk.overdue, desk.new) == ("2", "1", "1")


def test_figures_stop_at_ninety_nine(world: World) -> None:
    today = timezone.localdate()
    Todo.objects.bulk_create(
        Todo(
            kind="overdue",
            key=str(n),
            agency=world.market,
            subject_type="case",
            subject_id=n,
            due_on=today - timedelta(days=1) if n < 110 else None,
            raised_at=timezone.now() - timedelta(days=9 if n < 110 else 0),
        )
        for n in range(120)
    )
    assert count_open(world.clerk) == 100
    desk = desk_of(world.clerk)
    assert (desk.open, desk.overdue, desk.new) == ("99+", "99+", "10")


def test_a_page_costs_the_same_for_one_and_for_many(
    world: World, subjects: Subjects, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert world.clerk.posts
    todo_of(world)
    with django_assert_num_queries(1):
        page_of_todos(world.clerk, shown="open", cursor=None)
    for number in range(2, 30):
        todo_of(world, subject_id=number, person_id=world.clerk.pk)
    with django_assert_num_queries(1):
        page_of_todos(world.clerk, shown="open", cursor=None)
    assert [len(ids) for ids in subjects.asked] == [1, 29]


def test_what_a_colleague_has_taken_on_waits_for_nobody_else(
    world: World, subjects: Subjects
) -> None:
    todo = todo_of(world)
    hand_over(actor=world.clerk, todo=todo, to=world.clerk_b)
    assert count_open(world.clerk) == count_waiting(world.clerk).todos == 0
    assert desk_of(world.clerk).open == "0"
    assert count_open(world.clerk_b) == 1
    # The list of the post still says who has it.
    page = page_of_todos(world.clerk, shown="open", cursor=None)
    assert [line.claimed_by for line in page.items] == [world.clerk_b.name]


def test_the_bell_counts_for_each_person_what_is_theirs(world: World, subjects: Subjects) -> None:
    people = [each for each in vars(world).values() if isinstance(each, Person)]
    for number, person in enumerate(people, start=1):
        todo_of(world, subject_id=number, agency_id=person.agency_id, person_id=person.pk)
    for person in people:
        assert count_waiting(person).todos == waiting_todos(person).count() > 0, person
