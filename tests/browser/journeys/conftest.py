"""One county and one running site for all journeys of a module.

Emptying the database after each test would cost more than the journeys themselves, so the
tests of a module share what they record and each looks only for its own.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from cases.reference import load_laws, load_matters
from deadlines import reference
from tests.browser.conftest import AxeCheck
from tests.emptying import empty_tables
from tests.personas import World, make_world
from tools import node

SHOTS = node.ROOT / ".run" / "screenshots"
UNKNOWN = "UNKNOWN-VARIABLE"
# Tables that stand out over what is beside them.
SPILT = """Array.from(document.querySelectorAll('.table-wrap'))
    .filter(wrap => wrap.scrollWidth > wrap.clientWidth + 1)
    .map(wrap => wrap.textContent.trim().slice(0, 40))"""

Look = Callable[[Page, str], None]
Refused = Callable[[int], None]


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database, kept for a module. Under this name pytest-django makes it for us."""
    with django_db_blocker.unblock():
        yield
        empty_tables(lambda: call_command("flush", verbosity=0, interactive=False))


@pytest.fixture(scope="module")
def world(db: None) -> World:
    """The county, really committed, with rules, calendar, laws and matters."""
    for load in (reference.load, load_laws, load_matters):
        load(lambda text: None)
    return make_world()


@pytest.fixture(scope="module")
def site(world: World) -> Iterator[LiveServer]:
    """The running site of this module."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def address(site: LiveServer) -> str:
    return site.url


@pytest.fixture
def look(axe_check: AxeCheck, runs_scripts: bool) -> Look:
    """Look at a page as it stands: axe, zoom, room, variables; a picture with SCREENSHOTS=1.

    axe waits by timers of the page, which never ring where the browser runs no scripts: there
    only the text is looked at.
    """

    def at(page: Page, name: str) -> None:
        assert UNKNOWN not in page.content()
        if os.environ.get("SCREENSHOTS"):
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png")
        if runs_scripts:
            assert page.evaluate(SPILT) == []
            axe_check(page)

    return at


@pytest.fixture
def refused(complaints: list[str]) -> Refused:
    """`refused(422)`: the browser noted this answer of the server, and nothing else."""

    def take_out(status: int) -> None:
        assert complaints
        assert all(f"status of {status}" in line for line in complaints), complaints
        complaints.clear()

    return take_out
