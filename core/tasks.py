"""Background jobs of the ground floor."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from core import delivery
from core.delivery import drain

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 60
BATCH = 500


@shared_task(name="core.tasks.drain_outbox")
def drain_outbox() -> int:
    """Deliver what is due; returns the number of rows tried."""
    total = 0
    while (tried := drain(BATCH)) == BATCH:
        total += tried
    return total + tried


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
