"""What somebody was shown stays neither in a cache nor in a cookie."""

import pytest
from django.urls import reverse

from deadlines import reference
from tests.cases.at_the_form import a_draft, a_form, record, send, shown
from tests.conftest import ClientAs
from tests.personas import World

PAGES = ("/", "/cases/", "/cases/new/", "/todos/", "/cases/suggest/laws/?q=a", "/nowhere/")


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_keeps_what_a_signed_in_person_is_answered(
    world: World, client_as: ClientAs, page: str
) -> None:
    answer = client_as(world.clerk).get(page)
    kept = answer.headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


def test_the_last_answer_of_a_session_is_private_too(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.clerk).post(reverse("agencies:sign_out"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_file_of_the_page_may_be_kept(world: World, client_as: ClientAs) -> None:
    answer = client_as(world.clerk).get("/static/css/app.css")
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    answer.close()


def test_what_is_said_next_is_not_carried_in_a_cookie(world: World, client_as: ClientAs) -> None:
    reference.load(lambda text: None)
    browser = client_as(world.clerk)
    draft = a_draft(browser, world.clerk)
    cause = "陆明远酒后驾驶机动车案"
    undecided = {"decision_number": "", "decided_on": "", "outcome": "", "served_on": ""}
    open_case = a_form(cause=cause, penalties=[], bases=[], service_method="", **undecided)
    send(browser, draft, open_case, next="check")
    answer = record(browser, draft, then="show")
    assert set(answer.cookies) <= {"sessionid", "csrftoken"}
    assert f"已登记：{cause}" in shown(browser.get(answer.url))
