"""One county per module, in one transaction; each request is rolled back."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import sign_in
from tests.leaks.county import County, make_county


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    """The county with everything in it; nothing of it is committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_county()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(county: County) -> dict[str, Client]:
    """A browser per persona, signed in, and one in which nobody is."""
    signed_in = {name: sign_in(Client(), person) for name, person in county.people.items()}
    return {"anonymous": Client(), **signed_in}


@pytest.fixture(autouse=True, scope="module")
def quiet() -> Iterator[None]:
    """Refusals are what these tests ask for, thousands of times; not each needs a line."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
