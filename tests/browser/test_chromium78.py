"""The workbench on a real Chromium 78: layout, scripts, clean console."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from agencies.models import Person
from tests.browser import chromium78, workbench
from tests.conftest import sign_in
from tests.personas import PASSWORD, World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium78.is_available(), reason="packed for Linux x86_64 only"),
]


@pytest.fixture
def old_browser() -> Iterator[chromium78.Page]:
    """Chromium 78; what it complains of fails the test."""
    with chromium78.opened() as page:
        yield page
        assert page.complaints == []


def enter(page: chromium78.Page, site: LiveServer, person: Person) -> None:
    name = django_settings.SESSION_COOKIE_NAME
    page.set_cookie(site.url, name, sign_in(Client(), person).cookies[name].value)


@pytest.fixture
def old_page(
    old_browser: chromium78.Page, live_server: LiveServer, world: World, settings: Settings
) -> chromium78.Page:
    """A clerk's page on the workbench."""
    workbench.install(settings)
    enter(old_browser, live_server, world.clerk)
    old_browser.goto(f"{live_server.url}/bench/")
    return old_browser


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


@pytest.mark.parametrize("persona", ["clerk", "procurator", "security_admin", "audit_admin"])
def test_the_pages_of_the_menu(
    persona: str, old_browser: chromium78.Page, live_server: LiveServer, world: World
) -> None:
    enter(old_browser, live_server, world.people[persona])
    old_browser.goto(f"{live_server.url}/")
    links = "Array.from(document.querySelectorAll('#menu a')).map(link => link.href)"
    addresses = old_browser.evaluate(links)
    assert addresses
    for address in addresses:
        old_browser.goto(address)
        assert old_browser.evaluate("document.querySelector('h1').textContent.length") > 0
        assert old_browser.evaluate("document.documentElement.scrollWidth") <= 1366


def test_sign_in(old_browser: chromium78.Page, live_server: LiveServer, world: World) -> None:
    old_browser.goto(f"{live_server.url}/")
    old_browser.fill("input[name=username]", world.clerk.username)
    old_browser.fill("input[name=password]", PASSWORD)
    old_browser.submit("main form button")
    assert world.clerk.name in old_browser.evaluate("document.querySelector('.top').textContent")
