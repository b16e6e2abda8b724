"""Fixtures that every test may use. The people are in tests/personas.py."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pgtrigger
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from agencies.models import Person
from agencies.services import sessions
from tests.personas import World, make_world

pytest_plugins = ["tests.browser_guard"]

ClientAs = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def clean_process() -> Iterator[None]:
    """What a request leaves in the process: language and cache."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def world(db: None) -> World:
    """A county with one person per post."""
    return make_world()


def sign_in(client: Client, person: Person) -> Client:
    """Sign in without the form; the session's clocks start as a real sign-in starts them."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[sessions.STARTED] = session[sessions.SEEN] = int(time.time())
    session.save()
    return client


@pytest.fixture
def client_as() -> ClientAs:
    """A browser in which this person is signed in."""
    return lambda person: sign_in(Client(), person)


@pytest.fixture
def flush_allowance() -> Iterator[ExitStack]:
    """Outlives the test's database; see `committed`."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def committed(flush_allowance: ExitStack, transactional_db: None) -> Iterator[None]:
    """A test that really commits, for threads and rollbacks.

    Its rows are removed by TRUNCATE, which the audit tables refuse: allowed here,
    and only once the test is over.
    """
    yield
    flush_allowance.enter_context(pgtrigger.ignore())
