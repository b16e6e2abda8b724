"""A request that is sent again with its key is answered as the first time, and done once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Person
from cases.models import KeptAnswer
from core.again import begun_again


class UnderWay(Exception):
    """The first request with this key hasn't been answered yet."""


class OtherRequest(Exception):
    """The key was used for something else."""


@dataclass(frozen=True)
class Answer:
    """Status and body; `again` says that it was kept from the first time."""

    status: int
    body: Any
    again: bool = False


@begun_again
@transaction.atomic
def once(*, actor: Person, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    """What `act` answers, kept with what it did; the kept answer the second time.

    Raises UnderWay and OtherRequest; whatever `act` raises leaves the key unused. `act`
    is called again when another transaction was in its way.
    """
    if not key:
        return act()
    with connection.cursor() as cursor:
        name = f"answer:{actor.pk}:{key}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        if not cursor.fetchone()[0]:
            raise UnderWay
    kept = KeptAnswer.objects.filter(person=actor, key=key).first()
    if kept is not None and kept.made_at <= _oldest():
        kept.delete()
        kept = None
    if kept is not None:
        if kept.fingerprint != fingerprint:
            raise OtherRequest
        return Answer(kept.status, kept.body, again=True)
    answer = act()
    KeptAnswer.objects.create(
        person=actor, key=key, fingerprint=fingerprint, status=answer.status, body=answer.body
    )
    return answer


def _oldest() -> Any:
    return timezone.now() - timedelta(hours=settings.IDEMPOTENCY_HOURS)


def remove_old_answers() -> int:
    """Remove answers that are no longer kept; returns how many."""
    return KeptAnswer.objects.filter(made_at__lt=_oldest()).delete()[0]
