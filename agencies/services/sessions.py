"""Sign-in and sign-out.

Two steps on purpose: `check_credentials` says who it is, `open_session` lets them in.
A second factor is asked for between the two, by the view, before any session knows the
person; neither step has to change for it.
"""

import time
from datetime import timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from agencies.models import Person
from agencies.policies import is_actor
from agencies.services.people import clean_username
from audit.services import record
from core.text import to_halfwidth

STARTED = "session_started"
SEEN = "session_seen"


def check_credentials(*, request: HttpRequest, username: str, password: str) -> Person | None:
    """Who this is, or None. Failures count towards the lockout and are logged.

    The name is lowered and made half-width first: a variant in capitals would otherwise have
    a lockout counter of its own. A name that no account has is not written to the log,
    because people type their password into the wrong field.
    """
    username = clean_username(to_halfwidth(username))
    user = authenticate(request, username=username, password=password)
    if isinstance(user, Person) and is_actor(user):
        return user
    with transaction.atomic():
        known = Person.objects.filter(username=username).first()
        locked = bool(getattr(request, "axes_locked_out", False))
        record(
            actor=None,
            verb="session.sign_in_failed",
            obj=known,
            changes={"known": known is not None, "locked": locked},
        )
        # Axes counts only what it let through, so this is the attempt that locked.
        if locked and getattr(request, "axes_failures_since_start", None) is not None:
            record(actor=None, verb="session.locked", obj=known)
    return None


@transaction.atomic
def open_session(*, request: HttpRequest, person: Person, chosen_language: str = "") -> str:
    """Let the person in, under a new session key, and start both time limits.

    `chosen_language` is what was chosen before signing in (the cookie): it becomes the
    person's. Returns the language that the person reads, empty when none was ever chosen.
    """
    request.session.flush()
    login(request, person, backend="agencies.backends.PersonBackend")
    now = int(time.time())
    request.session[STARTED] = now
    request.session[SEEN] = now
    if chosen_language in dict(settings.LANGUAGES) and chosen_language != person.language:
        person.language = chosen_language
        person.save(update_fields=["language"])
    record(actor=person, verb="session.sign_in", obj=person)
    return person.language


def keep_session(*, request: HttpRequest, person: Person) -> None:
    """After a change of password: this session goes on under a new key, all others end."""
    person.refresh_from_db()
    update_session_auth_hash(request, person)


def remove_failed_sign_ins() -> int:
    """Forget what was typed by those who failed, once it counts for no lock; returns how much."""
    window = get_cool_off() or timedelta()
    old = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - window)
    return int(old.delete()[0])


@transaction.atomic
def close_session(*, request: HttpRequest, ground: str = "") -> None:
    """Sign the person of this request out. `ground` says why when they didn't ask for it."""
    if isinstance(request.user, Person):
        record(actor=request.user, verb="session.sign_out", obj=request.user, ground=ground)
    logout(request)
