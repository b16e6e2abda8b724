"""Fixtures that every test may use. The people are in tests/personas.py."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from pytest_django import Settings

from agencies.models import Person
from agencies.services import sessions
from core.clock import set_shift
from core.management.commands.compile_texts import compile_catalogue
from tests.emptying import empty_tables
from tests.personas import World, make_world

pytest_plugins = ["tests.browser_guard"]

ClientAs = Callable[[Person], Client]
# Seconds before midnight in which no test is begun.
EVE = 60
FLUSH = "_fixture_teardown"  # no public name, not in the stubs


def pytest_configure(config: pytest.Config) -> None:
    """The English of the pages is read compiled; a fresh clone has none, an older one the old."""
    if not hasattr(config, "workerinput"):
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                compile_catalogue(source)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """A test that says what day it is twice would hear two days across midnight: it waits."""
    time.sleep(until_tomorrow(timezone.localtime()))


def until_tomorrow(now: dt.datetime) -> float:
    """Seconds to wait until the county's day is new; none unless it is about to end."""
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), now.tzinfo)
    left = (midnight - now).total_seconds()
    return left if left < EVE else 0.0


@pytest.fixture(autouse=True)
def clean_process() -> Iterator[None]:
    """What a request leaves in the process: language and cache."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def audit_may_be_flushed() -> Iterator[None]:
    """After a test with real commits Django empties every table; the audit refuses that."""
    with pytest.MonkeyPatch.context() as patch:
        tear_down: Callable[[TransactionTestCase], None]
        tear_down = getattr(TransactionTestCase, FLUSH)

        def flush(case: TransactionTestCase) -> None:
            empty_tables(lambda: tear_down(case))

        patch.setattr(TransactionTestCase, FLUSH, flush)
        yield


@pytest.fixture
def world(db: None) -> World:
    """A county with one person per post."""
    return make_world()


def sign_in(client: Client, person: Person) -> Client:
    """Sign in without the form; the session's clocks start as a real sign-in starts them."""
    client.force_login(person, backend="agencies.backends.PersonBackend")
    session = client.session
    session[sessions.STARTED] = session[sessions.SEEN] = int(time.time())
    session.save()
    return client


@pytest.fixture
def client_as() -> ClientAs:
    """A browser in which this person is signed in."""
    return lambda person: sign_in(Client(), person)


@pytest.fixture
def committed(transactional_db: None) -> None:
    """A test that really commits, for threads and rollbacks."""


class MovedClock:
    """The county's clock, which a test may put ahead (core/clock.py)."""

    def ahead(self, **by: float) -> None:
        """`moved_clock.ahead(days=3)`: so much ahead of the real time."""
        set_shift(dt.timedelta(**by))

    def to(self, day: dt.date, at: dt.time = dt.time(9)) -> None:
        """`moved_clock.to(date(2026, 12, 1))`: that day at nine, from where time goes on."""
        moment = dt.datetime.combine(day, at, timezone.get_current_timezone())
        set_shift(moment - timezone.now())


@pytest.fixture
def moved_clock(settings: Settings, tmp_path: Path) -> MovedClock:
    """A clock of this test's own, not moved yet."""
    settings.CLOCK_FILE = str(tmp_path / "clock")
    return MovedClock()
