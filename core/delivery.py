"""The receiving half of the outbox: who listens, and how rows are drained."""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from core.faults import describe
from core.models import OutboxMessage

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
H = TypeVar("H", bound=Handler)

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
_ERROR_LENGTH = 2000

_handlers: dict[str, list[Handler]] = defaultdict(list)


class NoHandlerError(LookupError):
    """Nobody in this process listens to a topic."""


def subscribe(topic: str) -> Callable[[H], H]:
    """Register a handler `(payload) -> None`; a topic may have several.

    A handler runs in the transaction that marks the row as done and may run
    twice. Import the module that holds it in the `ready()` of its app.
    """

    def register(handler: H) -> H:
        if handler not in _handlers[topic]:
            _handlers[topic].append(handler)
        return handler

    return register


def delay_after(attempts: int) -> timedelta:
    """How long to wait after that many failures: 10 s, 20 s, 40 s … one hour."""
    doublings = min(attempts - 1, 20)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def _deliver(message: OutboxMessage) -> None:
    handlers = _handlers.get(message.topic)
    if not handlers:
        # Kept open: during an update an older worker may not know the topic yet.
        raise NoHandlerError(f"No handler for topic {message.topic!r}.")
    for handler in handlers:
        handler(message.payload)


def _attempt_next() -> bool | None:
    """Deliver the first due row: True done, False failed, None when there is none."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(done_at__isnull=True, next_attempt_at__lte=timezone.now())
            .order_by("next_attempt_at", "id")
            .first()
        )
        if message is None:
            return None
        message.attempts += 1
        try:
            with transaction.atomic():
                _deliver(message)
        except Exception as error:
            logger.exception("Outbox message %s (%s) failed", message.key, message.topic)
            message.last_error = describe(error)[:_ERROR_LENGTH]
            message.next_attempt_at = timezone.now() + delay_after(message.attempts)
            message.save(update_fields=["attempts", "last_error", "next_attempt_at"])
            return False
        message.done_at = timezone.now()
        message.last_error = ""
        message.save(update_fields=["attempts", "last_error", "done_at"])
        return True


def remove_delivered(*, before: datetime) -> int:
    """Remove what was delivered before that moment; returns how many."""
    return OutboxMessage.objects.filter(done_at__lt=before).delete()[0]


def drain(limit: int = 500) -> int:
    """Try at most `limit` due rows one by one; return how many were tried.

    A row that fails is undone to its savepoint and pushed ahead, so that it
    can't block the rest. Several workers may drain at once.
    """
    for tried in range(limit):
        if _attempt_next() is None:
            return tried
    return limit
