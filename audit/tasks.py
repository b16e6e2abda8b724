"""Background jobs of the log."""

import datetime as dt
import logging

from celery import shared_task

from audit.checks import check_log
from audit.partitions import make_partitions
from audit.seals import BookAhead, ClusterChanged, NumberingChanged, seal_rows
from core.clock import current_day, current_moment

logger = logging.getLogger(__name__)
# What the nightly verification looks over; on the first day of a month everything.
NIGHTLY_DAYS = 62


@shared_task(name="audit.tasks.seal")
def seal() -> int:
    """Seal what finished; returns the number of seals. May be missed, repeated, run twice."""
    try:
        return len(seal_rows())
    except BookAhead as error:
        return _nothing_sealed(
            "audit: the seal file is ahead of the database at %s; nothing is sealed until "
            "`manage.py seal_audit --new-chain` says why",
            error,
        )
    except ClusterChanged:
        return _nothing_sealed(
            "audit: the database came from another cluster; run `manage.py tend_audit`"
        )
    except NumberingChanged:
        return _nothing_sealed(
            "audit: somebody changed how rows are numbered; nothing is sealed. "
            "Run `manage.py verify_audit`"
        )


def _nothing_sealed(text: str, *said: object) -> int:
    """Log why, without a traceback: the place in the code tells nothing."""
    logger.error(text, *said)
    return 0


@shared_task(name="audit.tasks.make_partitions")
def make_months() -> int:
    """Make the partitions of the coming months; returns how many."""
    return make_partitions()


@shared_task(name="audit.tasks.verify")
def verify_log() -> int:
    """Look over the last two months, everything on the first of a month; the number of faults."""
    everything = current_day().day == 1
    since = None if everything else current_moment() - dt.timedelta(days=NIGHTLY_DAYS)
    return check_log(actor=None, since=since).count


@shared_task(name="audit.tasks.verify_all")
def verify_all() -> int:
    """Look over everything; returns the number of faults."""
    return check_log(actor=None).count
