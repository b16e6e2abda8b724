"""Messages that survive: a row in the caller's transaction, delivered afterwards.

The row is what counts. The kick of the worker after commit only saves waiting:
beat drains every few seconds in any case.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from kombu.exceptions import OperationalError

from core.delivery import drain, subscribe
from core.models import OutboxMessage
from core.tasks import drain_outbox

__all__ = ["drain", "publish", "publish_all", "subscribe"]

logger = logging.getLogger(__name__)


def _kick() -> None:
    try:
        drain_outbox.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker can't be reached; beat drains the outbox later: %s", error)


def publish(*, topic: str, key: str, payload: dict[str, Any]) -> None:
    """Write a message into the caller's transaction.

    The same `key` twice gives one row. Raises TransactionManagementError outside
    an atomic block, where a crash could lose the message or the change.
    """
    publish_all(topic=topic, messages={key: payload})


def publish_all(*, topic: str, messages: Mapping[str, dict[str, Any]]) -> None:
    """`publish` for many messages (key → payload) of one topic, in one INSERT; see there."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "core.outbox.publish must be called inside transaction.atomic()."
        )
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(topic=topic, key=key, payload=said) for key, said in messages.items()],
        ignore_conflicts=True,
    )
    # One kick is enough for a transaction that publishes ten thousand rows.
    if not any(entry[1] is _kick for entry in connection.run_on_commit):
        transaction.on_commit(_kick, robust=True)
