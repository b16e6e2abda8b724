"""The workbench on a real Chromium 78: layout, scripts, clean console."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium78, workbench
from tests.conftest import sign_in
from tests.personas import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium78.is_available(), reason="packed for Linux x86_64 only"),
]


@pytest.fixture
def old_page(
    live_server: LiveServer, world: World, settings: Settings
) -> Iterator[chromium78.Page]:
    """A clerk's page in Chromium 78, on the workbench."""
    workbench.install(settings)
    name = django_settings.SESSION_COOKIE_NAME
    cookie = sign_in(Client(), world.clerk).cookies[name].value
    with chromium78.opened() as page:
        page.set_cookie(live_server.url, name, cookie)
        page.goto(f"{live_server.url}/bench/")
        yield page
        assert page.complaints == []


def eventually(question: Callable[[], bool]) -> bool:
    """Ask until it is so, or patience ends."""
    end = time.monotonic() + chromium78.PATIENCE
    while not question():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_it_is_the_old_browser(old_page: chromium78.Page) -> None:
    assert "Chrome/78." in old_page.evaluate("navigator.userAgent")


def test_the_page_keeps_its_shape(old_page: chromium78.Page) -> None:
    width = old_page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1366
    beside = old_page.evaluate(
        "document.getElementById('menu').getBoundingClientRect().right"
        " <= document.getElementById('main').getBoundingClientRect().left + 1"
    )
    assert beside


def test_scripts_run(old_page: chromium78.Page) -> None:
    old_page.fill("#id_matter", "宏达")
    options = "document.querySelectorAll('[role=option]').length === 2"
    assert eventually(lambda: bool(old_page.evaluate(options)))
    assert eventually(lambda: bool(workbench.SAVES))
    old_page.evaluate("document.activeElement.blur()")
    old_page.press("?")
    assert old_page.evaluate("document.getElementById('keys').hidden") is False
    assert old_page.evaluate("typeof htmx.version") == "string"


def test_a_form_is_submitted(old_page: chromium78.Page) -> None:
    old_page.submit("button[name=next]")
    assert old_page.evaluate("document.activeElement.id") == "error-summary"
