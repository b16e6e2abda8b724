"""A current Chromium, driven by Playwright, against the running site.

Whatever a test opens must leave the console clean: an error, an exception or a breach
of the content policy fails the test. What is expected is taken out of `complaints`.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.conftest import sign_in
from tests.personas import World

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SCREEN: ViewportSize = {"width": 1366, "height": 768}
PATIENCE = 10_000  # milliseconds

PageAs = Callable[[str], Page]
AxeCheck = Callable[[Page], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the run; each test has its own context."""
    # Playwright keeps an event loop in this thread; our database calls are not inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Errors that the browser met; must be empty when the test ends."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Where the site answers. The journeys keep one site for all tests of a module."""
    return live_server.url


@pytest.fixture
def runs_scripts() -> bool:
    """Whether the browser runs scripts; a module may say no."""
    return True


@pytest.fixture
def context(browser: Browser, address: str, runs_scripts: bool) -> Iterator[BrowserContext]:
    """A person's browser: nothing in it, screen as in the offices."""
    own = browser.new_context(
        base_url=address, viewport=SCREEN, locale="zh-CN", java_script_enabled=runs_scripts
    )
    own.set_default_timeout(PATIENCE)
    yield own
    own.close()


@pytest.fixture
def new_page(context: BrowserContext, complaints: list[str]) -> Callable[[], Page]:
    """A further page in the same browser, listened to."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def make() -> Page:
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    return make


@pytest.fixture
def page(new_page: Callable[[], Page]) -> Page:
    """A page in which nobody is signed in."""
    return new_page()


@pytest.fixture
def page_as(
    context: BrowserContext, new_page: Callable[[], Page], address: str, world: World
) -> PageAs:
    """`page_as("clerk")`: a page in which this person of tests/personas.py is signed in."""

    def open_as(persona: str) -> Page:
        client = sign_in(Client(), world.people[persona])
        name = settings.SESSION_COOKIE_NAME
        cookie = client.cookies[name].value
        context.add_cookies([{"name": name, "value": cookie, "url": address}])
        return new_page()

    return open_as


@pytest.fixture(scope="session")
def axe_check() -> AxeCheck:
    """Fails with the findings of axe, and when the page can't be read at 200 % zoom."""
    axe = Axe()

    def check(page: Page) -> None:
        findings = axe.run(page)
        assert findings.violations_count == 0, findings.generate_report()
        page.set_viewport_size({"width": SCREEN["width"] // 2, "height": SCREEN["height"] // 2})
        lost = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        page.set_viewport_size(SCREEN)
        assert lost <= 0, f"{lost} px out of sight at 200 %"

    return check
