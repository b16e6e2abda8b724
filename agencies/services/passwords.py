"""Passwords: changed by their owner, reset by the system administrator."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import PasswordHistory, Person
from agencies.policies import people_policy
from agencies.services.changes import require
from audit.services import record

# Without l, I, O, 0 and 1: it is read out over the telephone.
_LETTERS = "abcdefghijkmnpqrstuvwxyz" + "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_KEPT = 24


def make_password() -> str:
    """A random password of 14 characters that meets the platform's own rules."""
    body = [secrets.choice(_LETTERS + _DIGITS) for _ in range(10)]
    sure = [
        secrets.choice(_DIGITS),
        secrets.choice("abcdefghijkmnpqrstuvwxyz"),
        secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ"),
        secrets.choice("-+="),
    ]
    letters = body + sure
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def remember_password(person: Person) -> None:
    """Keep the hash of the present password, so that it isn't used again soon."""
    PasswordHistory.objects.create(person=person, password=person.password)
    kept = person.old_passwords.values_list("pk", flat=True)[:_KEPT]
    person.old_passwords.exclude(pk__in=list(kept)).delete()


def _set(person: Person, password: str, *, must_change: bool) -> None:
    person.set_password(password)
    person.must_change_password = must_change
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    remember_password(person)


@transaction.atomic
def change_password(*, actor: Person, old: str, new: str) -> Person:
    """Change one's own password. Raises ValidationError on `old` or `new`.

    Every other session of the person ends: its key is derived from the password.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not person.check_password(old):
        raise ValidationError({"old": _("原密码不正确。")})
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise ValidationError({"new": error.error_list}) from error
    _set(person, new, must_change=False)
    record(actor=actor, verb="person.password", obj=person)
    return person


@transaction.atomic
def reset_password(*, actor: Person | None, person: Person) -> str:
    """Give the person a random password, to be changed at the next sign-in; returns it."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    require(actor is None or people_policy.may_reset_password(actor, person))
    password = make_password()
    _set(person, password, must_change=True)
    record(actor=actor, verb="person.password_reset", obj=person)
    return password


def password_is_too_old(person: Person) -> bool:
    """Whether it is time for a new one: told to, or older than PASSWORD_MAX_AGE_DAYS."""
    if person.must_change_password:
        return True
    changed = person.password_changed_at
    if changed is None:
        return False
    return timezone.now() - changed >= timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)
