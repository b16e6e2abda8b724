"""Who asks: ordinary people, signed in, never somebody to whom everything is open."""

import time

from django.test import Client
from django.utils import timezone

from agencies.models import Person
from agencies.services import sessions
from bench.fill.county import OWNERS, PROCURATOR, clerk_of

FEW, MANY, NEARLY_ALL = "clerk, few", "clerk, many", "procurator"
_USERNAMES = {FEW: clerk_of(OWNERS - 1), MANY: clerk_of(0), NEARLY_ALL: PROCURATOR}


def person(who: str) -> Person:
    """The clerk with eight cases, the one with a fifth of all, or the procurator."""
    Person.objects.filter(username=_USERNAMES[who]).update(password_changed_at=timezone.now())
    return Person.objects.select_related("agency").get(username=_USERNAMES[who])


def browser_of(someone: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(someone, backend="agencies.backends.PersonBackend")
    session = client.session
    session[sessions.STARTED] = session[sessions.SEEN] = int(time.time())
    session.save()
    return client
