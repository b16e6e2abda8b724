"""Find what ran out, and tell each exactly once.

A clock is claimed by a conditional UPDATE; its handlers write in the same
transaction, so a killed worker leaves neither claim nor effect behind. Rows
that another run holds are skipped. A clock whose handler fails is put off, so
that it cannot stand in the way of the others.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.clock import current_moment
from deadlines.models import Clock
from deadlines.registry import overdue_handlers
from deadlines.services.log import note

logger = logging.getLogger(__name__)

_LONGEST_DELAY = timedelta(days=1)


@dataclass(frozen=True)
class Checked:
    """How many clocks a run raised, and how many it had to put off."""

    raised: int
    put_off: int


def check_overdue(now: datetime | None = None, *, batch: int = 200) -> Checked:
    """Raise every open clock that ended before *now*; harmless when run twice or late."""
    moment = now or current_moment()
    raised = put_off = 0
    while True:
        with transaction.atomic():
            failed, claimed = _run_batch(moment, batch)
        raised += claimed - failed
        put_off += failed
        if claimed < batch:
            return Checked(raised, put_off)


def _run_batch(now: datetime, batch: int) -> tuple[int, int]:
    ids = _claim(now, batch)
    failed = 0
    for clock in Clock.objects.filter(pk__in=ids).select_related("rule").order_by("due_on", "pk"):
        try:
            with transaction.atomic():
                _tell(clock)
        except Exception:
            logger.exception("overdue handler failed for clock %s", clock.pk)
            _put_off(clock, now)
            failed += 1
    return failed, len(ids)


def _claim(now: datetime, batch: int) -> list[int]:
    today = timezone.localdate(now)
    ran_out = Q(due_on__lt=today, due_at__isnull=True) | Q(due_at__lte=now)
    ready = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    open_ = Q(closed_on__isnull=True, overdue_claimed_at__isnull=True, due_on__lte=today)
    rows = Clock.objects.filter(open_, ran_out, ready).order_by("due_on", "pk")
    ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:batch])
    Clock.objects.filter(pk__in=ids, overdue_claimed_at__isnull=True).update(overdue_claimed_at=now)
    return ids


def _tell(clock: Clock) -> None:
    note(None, "clock.overdue", clock, {"due_on": clock.due_on.isoformat()})
    for handler in overdue_handlers(clock.subject_type):
        handler(clock)


def _put_off(clock: Clock, now: datetime) -> None:
    delay = min(timedelta(minutes=2 ** min(clock.failures, 11)), _LONGEST_DELAY)
    Clock.objects.filter(pk=clock.pk).update(
        overdue_claimed_at=None, retry_at=now + delay, failures=F("failures") + 1
    )
