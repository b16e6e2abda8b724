"""The receiving half of the outbox: who listens, and how rows are drained.

A row is taken twice. First it is **claimed**: counted as tried and put off, in a transaction
of its own, so that a message whose handler kills the process comes after the others the next
time. Then it is **handled**, in the transaction that marks it as done and holds its lock; whoever
is killed in between leaves nothing behind, and the row comes up again when its pause is over.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from core.faults import describe
from core.models import OutboxMessage

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
H = TypeVar("H", bound=Handler)

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
_ERROR_LENGTH = 2000
_NO_ANSWER = "The process that handled it ended."
_MOST_LOOKED_AT = 1000
_REMOVED_AT_ONCE = 10_000

_handlers: dict[str, list[Handler]] = defaultdict(list)
_outside: set[str] = set()


class NoHandlerError(LookupError):
    """Nobody in this process listens to a topic."""


def subscribe(topic: str, *, outside: bool = False) -> Callable[[H], H]:
    """Register a handler `(payload) -> None`; a topic may have several.

    `outside`: they speak to other machines, which may take long to answer. Such topics are
    drained by themselves, one message after another, so that a receiver who is silent keeps
    no worker from the rest.

    A handler runs in the transaction that marks the row as done. What it writes there is
    written once; what it does outside of the database it may do twice, so the payload should
    hold a key by which the receiver knows it again. Messages may come in another order than
    they were published. Import the module that holds it in the `ready()` of its app.
    """

    def register(handler: H) -> H:
        if handler not in _handlers[topic]:
            _handlers[topic].append(handler)
        if outside:
            _outside.add(topic)
        return handler

    return register


def delay_after(attempts: int) -> timedelta:
    """How long to wait after that many failures: 10 s, 20 s, 40 s … one hour."""
    doublings = min(attempts - 1, 20)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def _open() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(done_at__isnull=True)


def _deliver(message: OutboxMessage) -> None:
    handlers = _handlers.get(message.topic)
    if not handlers:
        # Kept open: during an update an older worker may not know the topic yet.
        raise NoHandlerError(f"No handler for topic {message.topic!r}.")
    for handler in handlers:
        handler(message.payload)


def _claim(*, outside: bool = False) -> OutboxMessage | None:
    """Count the first due row as tried and put it off; None when there is none."""
    with transaction.atomic():
        now = timezone.now()
        there = Q(topic__in=_outside)
        due = _open().filter(there if outside else ~there, next_attempt_at__lte=now)
        due = due.order_by("next_attempt_at", "id")
        message = due.select_for_update(skip_locked=True).first()
        if message is not None:
            if message.attempts and not message.last_error:
                message.last_error = _NO_ANSWER
            message.attempts += 1
            message.next_attempt_at = now + delay_after(message.attempts)
            message.save(update_fields=["attempts", "next_attempt_at", "last_error"])
    return message


def _handle(claimed: OutboxMessage) -> None:
    with transaction.atomic():
        # Whoever slept past the pause finds the row in other hands, or done.
        mine = _open().filter(pk=claimed.pk, attempts=claimed.attempts)
        message = mine.select_for_update(skip_locked=True).first()
        if message is None:
            return
        _deliver(message)
        message.done_at = timezone.now()
        message.last_error = ""
        message.save(update_fields=["last_error", "done_at"])


def _attempt_next(*, outside: bool) -> bool:
    """Take the first due row; False when there is none.

    Raises what the database raises when it is gone: the next run goes on.
    """
    message = _claim(outside=outside)
    if message is None:
        return False
    session = connection.connection
    try:
        _handle(message)
    except Exception as error:
        if connection.connection is not session:
            # Not the message failed: the database went away.
            raise
        logger.exception("Outbox message %s (%s) failed", message.key, message.topic)
        _open().filter(pk=message.pk, attempts=message.attempts).update(
            last_error=describe(error)[:_ERROR_LENGTH],
            next_attempt_at=timezone.now() + delay_after(message.attempts),
        )
    return True


def remove_delivered(*, before: datetime) -> int:
    """Remove what was delivered before that moment; returns how many.

    In portions: a county that was brought in last month leaves many at once.
    """
    old = OutboxMessage.objects.filter(done_at__lt=before)
    removed = 0
    while ids := list(old.values_list("pk", flat=True)[:_REMOVED_AT_ONCE]):
        removed += OutboxMessage.objects.filter(pk__in=ids).delete()[0]
    return removed


def drain(limit: int = 500, *, outside: bool = False) -> int:
    """Try at most `limit` due rows one by one; return how many were tried.

    Those of topics that lead `outside`, or all others (see `subscribe`).

    A row that fails is undone and put off, so that it can't block the rest.
    Several workers may drain at once.
    """
    for tried in range(limit):
        if not _attempt_next(outside=outside):
            return tried
    return limit


def oldest_open() -> datetime | None:
    """When the message was written that has waited longest; None when nothing waits.

    Looks at the thousand rows that are due first: of a longer backlog that is answer enough.
    """
    first = _open().order_by("next_attempt_at", "id")[:_MOST_LOOKED_AT]
    oldest: datetime | None = first.aggregate(oldest=Min("created_at"))["oldest"]
    return oldest
