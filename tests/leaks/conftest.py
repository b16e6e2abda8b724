"""One county per module, in one transaction; each request is rolled back."""

import datetime as dt
import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from core.clock import set_shift
from tests.conftest import sign_in
from tests.leaks.county import County, make_county

_OPENS, _LATE = 9, 21


@pytest.fixture(autouse=True, scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages are compared over minutes: late in the day it is the next morning for them."""
    file = str(tmp_path_factory.mktemp("morning") / "clock")
    with override_settings(CLOCK_FILE=file):
        set_shift(to_morning(timezone.localtime()))
        yield


def to_morning(now: dt.datetime) -> dt.timedelta:
    """How far off nine o'clock is; nothing in the daytime, when no midnight is near."""
    if _OPENS <= now.hour < _LATE:
        return dt.timedelta()
    day = now.date() + dt.timedelta(days=now.hour >= _LATE)
    return dt.datetime.combine(day, dt.time(_OPENS), now.tzinfo) - now


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
