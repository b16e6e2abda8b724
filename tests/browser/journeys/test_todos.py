"""A period has run out: handler and leader find it, take it, finish it."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Case
from deadlines.models import Clock
from deadlines.tasks import check_overdue
from inbox.models import Todo
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.personas import World
from tests.supervision.test_sm01 import SERVED, unpaid

pytestmark = pytest.mark.browser
NUMBER = "宁市监罚决字〔2025〕31号"


@pytest.fixture(scope="module")
def late(world: World) -> Case:
    """A fine that should have been paid long ago, and of which the platform knew in time."""
    case = unpaid(world.clerk, decision_number=NUMBER)
    known = dt.datetime.combine(SERVED, dt.time(9), timezone.get_current_timezone())
    Clock.objects.filter(subject_id=case.pk).update(created_at=known)
    check_overdue()
    return case


def test_the_leader_sees_what_is_overdue_and_opens_the_case(
    page_as: PageAs, late: Case, look: Look
) -> None:
    page = page_as("leader")
    page.goto("/")
    expect(page.locator(".tile-danger .tile-figure")).to_have_text("3")
    row = page.locator("tbody tr", has_text=NUMBER).filter(has_text="缴清罚款")
    expect(row).to_contain_text("逾期")
    look(page, "home-leader")
    row.get_by_role("link").click()
    expect(page.locator(".identity")).to_contain_text(NUMBER)


def test_a_handler_takes_a_todo_and_finishes_it(page_as: PageAs, late: Case, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/")
    page.get_by_role("link", name="全部待办").click()
    row = page.locator("tbody tr", has_text=NUMBER).filter(has_text="缴清罚款")
    expect(row).to_contain_text("未认领")
    look(page, "todos")
    row.get_by_role("button", name="认领").click()
    expect(row).to_contain_text("林知远")
    row.locator("summary").click()
    row.get_by_label("办理情况").fill("已电话催缴")
    look(page, "todo-finish")
    row.get_by_role("button", name="办结").click()
    expect(row).to_have_count(0)
    page.get_by_role("navigation", name="待办的范围").get_by_role("link", name="已办结").click()
    expect(row).to_contain_text("已办结")
    expect(row).to_contain_text("已电话催缴")
    look(page, "todos-settled")
    todo = Todo.objects.get(subject_id=late.pk, post="handler", kind="clock.overdue.ap.pay")
    assert todo.settled_by is not None
    assert todo.settled_by.name == "林知远"


def test_someone_of_another_agency_finds_nothing(page_as: PageAs, late: Case) -> None:
    page = page_as("urban_leader")
    page.goto("/todos/")
    expect(page.get_by_text("没有待办事项")).to_be_visible()
