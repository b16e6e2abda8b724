"""Who asks: ordinary people, signed in, never somebody to whom everything is open."""

import time

from django.test import Client
from django.utils import timezone

from agencies.models import Person
from agencies.services import sessions
from bench.fill.county import COORDINATOR, OWNERS, PROCURATOR, clerk_of

FEW, MANY, VERY_MANY, NEARLY_ALL = "clerk, few", "clerk, many", "coordinator", "procurator"
EVERYBODY = (FEW, MANY, VERY_MANY, NEARLY_ALL)
_USERNAMES = {
    FEW: clerk_of(OWNERS - 1),
    MANY: clerk_of(0),
    VERY_MANY: COORDINATOR,
    NEARLY_ALL: PROCURATOR,
}


def person(who: str) -> Person:
    """Who sees eight cases, a fifth, half or nearly all of them."""
    return named(_USERNAMES[who])


def named(username: str) -> Person:
    """Somebody whose password needs no change today."""
    Person.objects.filter(username=username).update(password_changed_at=timezone.now())
    return Person.objects.select_related("agency").get(username=username)


def browser_of(someone: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(someone, backend="agencies.backends.PersonBackend")
    session = client.session
    session[sessions.STARTED] = session[sessions.SEEN] = int(time.time())
    session.save()
    return client
