"""The menu shows what a post needs, in order, and asks for counts once."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from agencies import navigation
from agencies.context import Menu
from agencies.models import Person
from tests.conftest import ClientAs
from tests.personas import World

OWN = {"home", "agencies:agencies", "agencies:people", "agencies:agreements", "audit:log"}


def _names(person: Person) -> set[str]:
    return {item.url_name for item in navigation.items_for(person)} & OWN


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, navigation.Item]:
    items = dict(navigation._items)
    monkeypatch.setattr(navigation, "_items", items)
    return items


@pytest.mark.parametrize(
    ("who", "more"),
    [
        ("clerk", set()),
        ("procurator", set()),
        ("leader", {"agencies:people", "agencies:agreements"}),
        ("system_admin", {"agencies:people"}),
        ("security_admin", {"agencies:people", "agencies:agreements"}),
        ("audit_admin", {"audit:log"}),
    ],
)
def test_everyone_sees_the_lines_of_their_posts(world: World, who: str, more: set[str]) -> None:
    assert _names(world.people[who]) == {"home", "agencies:agencies"} | more


def test_a_visitor_has_no_menu_and_costs_no_query(
    client: Client, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/sign-in/")
    assert len(answer.context["menu"]) == 0


def test_a_count_is_asked_once_however_often_it_is_shown(
    world: World, rf: RequestFactory, registry: dict[str, navigation.Item]
) -> None:
    asked: list[Person] = []

    def count(actor: Person) -> int:
        asked.append(actor)
        return 7

    registry.clear()
    navigation.register_item("待办", "agencies:agencies", lambda actor: True, count)
    request = rf.get("/agencies/")
    request.user = world.clerk
    menu = Menu(request)
    lines = list(menu)
    assert asked == []
    assert [(line.count, line.active) for line in lines + list(menu)] == [(7, True)] * 2
    assert asked == [world.clerk]


def test_the_frame_of_a_page_takes_two_queries_at_most(
    world: World, client_as: ClientAs, django_assert_max_num_queries: Any
) -> None:
    client = client_as(world.clerk)
    client.get("/agencies/")
    # Session and person, agency of the person, page of agencies; two are left for the frame.
    with django_assert_max_num_queries(6) as queries:
        client.get("/agencies/")
    assert sum("agencies_posting" in query["sql"] for query in queries.captured_queries) == 1
