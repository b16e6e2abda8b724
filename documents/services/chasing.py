"""Deliveries that nobody signed for are asked after, each working day again.

Rows are claimed under a lock and moved on in the same transaction in which somebody is told: a
killed worker leaves neither behind, a second run finds nothing due, and a run that was missed
asks once, not once for each day.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from audit.services import Entry, record_all
from core.clock import current_moment
from documents.models import Delivery
from documents.registry import tell
from documents.services.delivering import next_chase

logger = logging.getLogger(__name__)


def chase(now: datetime | None = None, *, batch: int = 200) -> int:
    """Ask after everything that is due by *now*; returns how many were asked after."""
    moment = now or current_moment()
    total = 0
    while found := _some(moment, batch):
        total += found
    return total


@transaction.atomic
def _some(now: datetime, batch: int) -> int:
    claimed = _claim(now, batch)
    if not claimed:
        return 0
    try:
        with transaction.atomic():
            _tell(claimed)
    except Exception:
        # One that fails must not hold up the rest: told one by one, it is only put off.
        logger.exception("a handler failed for %s deliveries", len(claimed))
        for delivery in claimed:
            _alone(delivery)
    return len(claimed)


def _claim(now: datetime, batch: int) -> list[Delivery]:
    # At an agency that was closed nobody signs: asked after again once it is opened.
    due = Delivery.objects.filter(
        chase_at__lte=now,
        signed_for_at__isnull=True,
        withdrawn_at__isnull=True,
        receiver__is_active=True,
    ).order_by("chase_at", "pk")
    rows = due.select_for_update(skip_locked=True, of=("self",))[:batch]
    claimed = list(rows.select_related("document", "receiver"))
    moved = Delivery.objects.filter(pk__in=[each.pk for each in claimed], chase_at__lte=now)
    moved.update(chase_at=next_chase(now), chased=F("chased") + 1)
    for delivery in claimed:
        delivery.chased += 1
    return claimed


def _alone(delivery: Delivery) -> None:
    try:
        with transaction.atomic():
            _tell([delivery])
    except Exception:
        logger.exception("a handler failed for delivery %s", delivery.pk)


def _tell(deliveries: Sequence[Delivery]) -> None:
    tell("chased", deliveries)
    record_all(
        actor=None,
        entries=[
            Entry(
                verb="document.chase",
                obj=each.document,
                case_id=each.document.case_id,
                changes={"recipients": [each.receiver.name], "chased": each.chased},
            )
            for each in deliveries
        ],
    )
