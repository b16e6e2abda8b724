"""The list with its tabs and filters, and what is done from it."""

from datetime import timedelta

import pytest
from django.test import Client

from core.clock import current_day
from inbox.models import Todo
from inbox.services import claim, finish, hand_over
from tests.conftest import ClientAs
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World
from tests.queries import real_queries

PAGES = [
    "/todos/?shown=handed",
    "/todos/?due=week&kind=overdue",
    "/notices/",
    "/notices/settings/",
    "/todos/month/",
    "/todos/month/?view=agenda",
    "/todos/day/",
]


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    assert "UNKNOWN-VARIABLE" not in text
    return text


@pytest.mark.parametrize("url", PAGES)
def test_every_persona_gets_every_page(world: World, client_as: ClientAs, url: str) -> None:
    todo_of(world, due_on=current_day())
    for person in world.people.values():
        text_of(client_as(person), url)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("overdue", {1}),
        ("today", {2}),
        ("week", {3, 4}),
        ("later", {5}),
        ("none", {6}),
        ("", {1, 2, 3, 4, 5, 6}),
    ],
)
def test_it_narrows_by_last_day(
    world: World, client_as: ClientAs, due: str, expected: set[int]
) -> None:
    for number, days in enumerate((-1, 0, 1, 7, 8), start=1):
        todo_of(world, subject_id=number, due_on=current_day() + timedelta(days=days))
    todo_of(world, subject_id=6)
    text = text_of(client_as(world.clerk), f"/todos/?due={due}")
    assert {number for number in range(1, 7) if f"/subject/{number}/" in text} == expected


def test_what_nobody_offers_narrows_nothing(world: World, client_as: ClientAs) -> None:
    todo_of(world)
    assert "案件1" in text_of(client_as(world.clerk), "/todos/?due=x&kind=y&post=leader")
    assert "没有符合条件的事项" in text_of(client_as(world.clerk), "/todos/?due=today")


def test_the_head_looks_at_the_posts_of_the_agency_and_nobody_else_does(
    world: World, client_as: ClientAs
) -> None:
    todo_of(world, subject_id=1)
    todo_of(world, subject_id=2, agency_id=world.urban.pk, key="urban")
    head = client_as(world.leader)
    assert "案件1" not in text_of(head, "/todos/")
    for post in ("handler", "all"):
        text = text_of(head, f"/todos/?post={post}")
        assert "案件1" in text
        assert "案件2" not in text
        assert "hand-over/" in text
        assert "/claim/" not in text
    assert 'name="post"' not in text_of(client_as(world.clerk), "/todos/")
    assert "案件1" not in text_of(client_as(world.procurator), "/todos/?post=all")


def test_the_chosen_ones_are_claimed_and_who_was_quicker_is_named(
    world: World, client_as: ClientAs
) -> None:
    todos = [todo_of(world, subject_id=number) for number in range(3)]
    claim(actor=world.clerk_b, todo=todos[2])
    said = {"act": "claim", "chosen": [todo.pk for todo in todos], "next": "/todos/?shown=mine"}
    response = client_as(world.clerk).post("/todos/chosen/", said, follow=True)
    text = response.content.decode()
    assert response.redirect_chain == [("/todos/?shown=mine", 302)]
    assert "已认领 2 项" in text
    assert "案件2：该事项已由同事苏映岚认领" in text


def test_finishing_many_asks_first(world: World, client_as: ClientAs) -> None:
    todos = [todo_of(world, subject_id=number) for number in range(2)]
    browser = client_as(world.clerk)
    said = {"act": "finish", "chosen": [todo.pk for todo in todos]}
    asked = browser.post("/todos/chosen/", said).content.decode()
    assert "选中的 2 项" in asked
    assert Todo.objects.filter(settled_at=None).count() == 2
    browser.post("/todos/chosen/", {**said, "confirm": "1", "note": "已核对"})
    assert Todo.objects.filter(settle_reason="已核对").count() == 2


def test_one_is_handed_over_from_its_row(world: World, client_as: ClientAs) -> None:
    todo, browser = todo_of(world), client_as(world.clerk)
    page = text_of(browser, f"/todos/{todo.pk}/hand-over/?next=/todos/")
    assert "苏映岚（办案人员）" in page
    assert "贺青川（" not in page
    said = {"act": "hand_over", "chosen": [todo.pk], "confirm": "1", "next": "/todos/"}
    assert browser.post("/todos/chosen/", said).status_code == 422
    stranger = browser.post("/todos/chosen/", {**said, "to": world.urban_clerk.pk})
    assert stranger.status_code == 422
    browser.post("/todos/chosen/", {**said, "to": world.clerk_b.pk, "note": "请周五前办"})
    todo.refresh_from_db()
    assert (todo.claimed_by, todo.handed_by) == (world.clerk_b, world.clerk)
    mine = text_of(client_as(world.clerk_b), "/todos/?shown=mine")
    assert "林知远转交" in mine
    assert "请周五前办" in mine
    assert "苏映岚" in text_of(browser, "/todos/?shown=handed")


def test_nobody_gets_what_they_may_not_see(
    world: World, client_as: ClientAs, subjects: Subjects, monkeypatch: pytest.MonkeyPatch
) -> None:
    todo = todo_of(world)
    monkeypatch.setattr("inbox.views.chosen.fit_for", lambda to, todos: [])
    said = {"act": "hand_over", "chosen": [todo.pk], "confirm": "1", "to": world.clerk_b.pk}
    answer = client_as(world.clerk).post("/todos/chosen/", said, follow=True)
    assert "看不到该对象" in answer.content.decode()
    todo.refresh_from_db()
    assert todo.claimed_by is None


def test_it_refuses_what_is_not_theirs(world: World, client_as: ClientAs) -> None:
    todo = todo_of(world)
    for act in ("claim", "finish", "hand_over"):
        said = {"act": act, "chosen": [todo.pk], "confirm": "1", "to": world.clerk_b.pk}
        for person in (world.urban_clerk, world.procurator, world.system_admin):
            assert client_as(person).post("/todos/chosen/", said).status_code == 404
    assert (
        client_as(world.leader).post("/todos/chosen/", {**said, "act": "claim"}).status_code == 404
    )


@pytest.mark.parametrize(
    "said", [{"act": "claim"}, {"act": "delete", "chosen": "1"}, {"act": "claim", "chosen": "x"}]
)
def test_nothing_chosen_is_said_so(world: World, client_as: ClientAs, said: dict[str, str]) -> None:
    answer = client_as(world.clerk).post("/todos/chosen/", said, follow=True)
    assert "请先勾选" in answer.content.decode()


def test_a_number_too_large_for_the_database_is_nothing(world: World, client_as: ClientAs) -> None:
    todo_of(world)
    said = {"act": "claim", "chosen": "9" * 18}
    assert client_as(world.clerk).post("/todos/chosen/", said).status_code == 404


def test_a_finished_one_is_undone_from_its_row(world: World, client_as: ClientAs) -> None:
    todo, browser = finish(actor=world.clerk, todo=todo_of(world)), client_as(world.clerk)
    assert f"/todos/{todo.pk}/undo/" in text_of(browser, "/todos/?shown=settled")
    assert "/undo/" not in text_of(client_as(world.clerk_b), "/todos/?shown=settled")
    browser.post(f"/todos/{todo.pk}/undo/", {"reason": "误点"})
    assert "案件1" in text_of(browser, "/todos/")
    finish(actor=world.clerk, todo=todo)
    client_as(world.leader).post(f"/todos/{todo.pk}/undo/", {"reason": "未催告"})
    todo.refresh_from_db()
    assert todo.settled_at is None


def test_a_claimed_one_is_given_back_from_its_row(world: World, client_as: ClientAs) -> None:
    todo, browser = claim(actor=world.clerk, todo=todo_of(world)), client_as(world.clerk)
    browser.post(f"/todos/{todo.pk}/release/")
    todo.refresh_from_db()
    assert todo.claimed_by is None


@pytest.mark.parametrize("url", ["/todos/?shown=handed", "/todos/?shown=settled", "/todos/month/"])
def test_the_pages_cost_the_same_for_one_and_for_many(
    world: World, client_as: ClientAs, url: str
) -> None:
    browser = client_as(world.clerk)

    def some(numbers: range) -> None:
        for number in numbers:
            todo = todo_of(world, subject_id=number, due_on=current_day())
            hand_over(actor=world.clerk, todo=todo, to=world.clerk_b)
            if "settled" in url:
                finish(actor=world.clerk_b, todo=todo)

    some(range(1, 2))
    with real_queries() as one:
        browser.get(url)
    some(range(2, 30))
    with real_queries() as many:
        browser.get(url)
    assert len(one) == len(many) <= 15
