"""A form that is sent twice counts once."""

from agencies.models import Person
from cases.models import Case, RequestKey


class AlreadyDone(Exception):
    """A request with this key has had its effect, which stands."""


def only_once(case: Case, *, actor: Person, key: str | None) -> None:
    """Take the key for this transaction; raise AlreadyDone when another one has it.

    The case is locked, so that whoever comes second waits here until the first is
    through. When the first fails, its key goes with it. Without a key all is allowed.
    """
    if not key:
        return
    _taken, first = RequestKey.objects.get_or_create(case=case, key=key, defaults={"person": actor})
    if not first:
        raise AlreadyDone
