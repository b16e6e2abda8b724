from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from agencies.models import Person
from audit.models import AuditEvent
from inbox import registry
from inbox.models import Todo
from inbox.registry import Panel, PanelLine, QuickLink, kind_title
from inbox.services import claim, settle
from tests.conftest import ClientAs
from tests.inbox.conftest import Subjects, todo_of
from tests.personas import World

PAGES = ["/", "/todos/", "/todos/?shown=mine", "/todos/?shown=settled"]


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_every_persona_gets_every_page(world: World, client_as: ClientAs, url: str) -> None:
    todo_of(world)
    for person in world.people.values():
        assert "UNKNOWN-VARIABLE" not in text_of(client_as(person), url)


@pytest.mark.parametrize("url", PAGES)
def test_without_signing_in_there_is_nothing(client: Client, db: None, url: str) -> None:
    assert client.get(url).status_code == 302


def test_overdue_is_said_in_words(world: World, client_as: ClientAs) -> None:
    today = timezone.localdate()
    for number, days in enumerate((-12, 0, 3), start=1):
        todo_of(world, subject_id=number, due_on=today + timedelta(days=days))
    for url in PAGES[:2]:
        text = text_of(client_as(world.clerk), url)
        assert "逾期 12 天" in text
        assert "今天到期" in text
        assert "还有 3 天" in text


def test_another_agency_sees_nothing_of_it(world: World, client_as: ClientAs) -> None:
    todo_of(world, subject_id=77)
    for url in PAGES:
        assert "案件77" not in text_of(client_as(world.urban_clerk), url)


def test_claiming_and_finishing_go_back_to_where_one_was(world: World, client_as: ClientAs) -> None:
    todo, browser = todo_of(world), client_as(world.clerk)
    response = browser.post(f"/todos/{todo.pk}/claim/", {"next": "/todos/?shown=mine"})
    assert response.headers["Location"] == "/todos/?shown=mine"
    assert "案件1" in text_of(browser, "/todos/?shown=mine")
    browser.post(f"/todos/{todo.pk}/finish/", {"next": "https://elsewhere.example/"})
    todo.refresh_from_db()
    assert (todo.claimed_by, todo.settled_by) == (world.clerk, world.clerk)
    assert "案件1" in text_of(browser, "/todos/?shown=settled")


def test_what_was_done_may_be_said_and_is_shown(world: World, client_as: ClientAs) -> None:
    todo, browser = todo_of(world), client_as(world.clerk)
    browser.post(f"/todos/{todo.pk}/finish/", {"reason": " 已电话催缴 "})
    assert "已电话催缴" in text_of(browser, "/todos/?shown=settled")
    event = AuditEvent.objects.filter(verb="todo.finish").get()
    assert event.ground == "已电话催缴"
    assert event.object_label == f"{kind_title(todo.kind)} #{todo.subject_id}"


def test_it_never_sends_anybody_elsewhere(world: World, client_as: ClientAs) -> None:
    response = client_as(world.clerk).post(
        f"/todos/{todo_of(world).pk}/claim/", {"next": "https://elsewhere.example/"}
    )
    assert response.headers["Location"] == "/todos/"


@pytest.mark.parametrize("act", ["claim", "finish"])
def test_it_refuses_a_stranger(
    world: World, client_as: ClientAs, subjects: Subjects, act: str
) -> None:
    todo = todo_of(world)
    for person in (world.leader, world.urban_clerk, world.procurator, world.system_admin):
        assert client_as(person).post(f"/todos/{todo.pk}/{act}/").status_code == 404
    subjects.hidden = {1}
    assert client_as(world.clerk).post(f"/todos/{todo.pk}/{act}/").status_code == 404
    assert client_as(world.clerk).get(f"/todos/{todo.pk}/{act}/").status_code == 405
    todo.refresh_from_db()
    assert (todo.claimed_by, todo.settled_at) == (None, None)


def test_who_came_too_late_is_told_so(world: World, client_as: ClientAs) -> None:
    todo, browser = todo_of(world), client_as(world.clerk_b)
    claim(actor=world.clerk, todo=todo)
    response = browser.post(f"/todos/{todo.pk}/finish/", follow=True)
    assert "只能由认领人办结" in response.content.decode()
    assert "finish/" not in response.content.decode()


def test_a_withdrawn_todo_says_why(world: World, client_as: ClientAs) -> None:
    todo = todo_of(world)
    settle(key=todo.key, reason="罚款已缴清", actor=None)
    text = text_of(client_as(world.clerk), "/todos/?shown=settled")
    assert "事由消失" in text
    assert "罚款已缴清" in text


@pytest.mark.parametrize("query", ["shown=nonsense", "cursor=nonsense"])
def test_a_list_that_does_not_exist_is_not_found(
    world: World, client_as: ClientAs, query: str
) -> None:
    assert client_as(world.clerk).get(f"/todos/?{query}").status_code == 404


def test_the_other_rooms_put_panels_and_links_on_the_home_page(
    world: World, client_as: ClientAs
) -> None:
    def panel(actor: Person) -> Panel | None:
        if not actor.holds("handler"):
            return None
        due_on = timezone.localdate() - timedelta(days=2)
        line = PanelLine("宁市监罚〔2026〕1号", "/cases/1/", "办案期限", due_on)
        return Panel("超期案件", [line], "没有超期案件", count=1, more_url="/cases/", urgent=True)

    registry.register_panel("overdue", panel)
    registry.register_links("cases", lambda actor: [QuickLink("登记案件", "/cases/new/")])
    text = text_of(client_as(world.clerk), "/")
    for expected in ("宁市监罚〔2026〕1号", "办案期限", "逾期 2 天", "查看全部", "登记案件"):
        assert expected in text
    assert "UNKNOWN-VARIABLE" not in text
    assert "超期案件" not in text_of(client_as(world.procurator), "/")


def test_an_empty_panel_says_so(world: World, client_as: ClientAs) -> None:
    registry.register_panel("new", lambda actor: Panel("新收案件", [], "今天没有新收案件"))
    assert "今天没有新收案件" in text_of(client_as(world.clerk), "/")


@pytest.mark.parametrize("url", PAGES[:2])
def test_the_page_costs_the_same_for_one_and_for_many(
    world: World,
    client_as: ClientAs,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    url: str,
) -> None:
    browser = client_as(world.clerk)
    todo_of(world)
    with django_assert_max_num_queries(15) as one:
        browser.get(url)
    for number in range(2, 60):
        todo_of(world, subject_id=number, due_on=timezone.localdate())
    with django_assert_max_num_queries(15) as many:
        browser.get(url)
    assert len(one) == len(many)
    assert Todo.objects.count() == 59
