"""Background jobs of the ground floor."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from core import delivery
from core.delivery import drain

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 60
BATCH = 500
_OUTSIDE_LOCK = "outbox outside"


@shared_task(name="core.tasks.drain_outbox")
def drain_outbox() -> int:
    """Deliver what is due; returns the number of rows tried."""
    total = 0
    while (tried := drain(BATCH)) == BATCH:
        total += tried
    return total + tried


@shared_task(name="core.tasks.drain_outside")
def drain_outside() -> int:
    """Deliver what goes to other machines; returns the number of rows tried.

    One run at a time, so that receivers who don't answer hold up one process at most.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [_OUTSIDE_LOCK])
        if cursor.fetchone() != (True,):
            return 0
    try:
        return drain(BATCH, outside=True)
    finally:
        # With a session that was lost the lock is gone too, and this unlocks nothing.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [_OUTSIDE_LOCK])


@shared_task(name="core.tasks.remove_delivered")
def remove_delivered() -> int:
    """Remove messages delivered more than `settings.OUTBOX_KEEP_DAYS` ago; returns how many."""
    return delivery.remove_delivered(
        before=timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    )


@shared_task(name="core.tasks.heartbeat")
def heartbeat() -> None:
    """Tell /healthz that a worker takes tasks; it counts as gone after a minute."""
    cache.set(HEARTBEAT_KEY, timezone.now().isoformat(), HEARTBEAT_SECONDS)
