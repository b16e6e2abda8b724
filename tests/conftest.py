"""Fixtures that every test may use. The people are in tests/personas.py."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pgtrigger
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import translation

from agencies.models import Person
from agencies.services import sessions
from core.management.commands.compile_texts import compile_catalogue
from tests.personas import World, make_world

pytest_plugins = ["tests.browser_guard"]

ClientAs = Callable[[Person], Client]
FLUSH = "_fixture_teardown"  # no public name, not in the stubs


def pytest_configure(config: pytest.Config) -> None:
    """The English of the pages is read compiled; a fresh clone has none, an older one the old."""
    if not hasattr(config, "workerinput"):
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                compile_catalogue(source)


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
            with pgtrigger.ignore():
                tear_down(case)

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
