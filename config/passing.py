"""Days of a county that pass at once: what beat would have started meanwhile, in its order.

Only a county whose clock can be moved (`settings.CLOCK_FILE`, the demo) lives like that.
"""

import datetime as dt
import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery import current_app
from celery.schedules import crontab
from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from audit.models import AuditEvent
from core.clock import current_day, current_moment, set_shift, shift
from deadlines.models import Clock

# What speaks of the machine, not of the county.
_REAL = {"core.tasks.heartbeat"}


class Busy(Exception):
    """Somebody else is moving the clock."""


@dataclass(frozen=True)
class Round:
    """A task that beat would start at that moment."""

    at: dt.datetime
    task: str


@dataclass(frozen=True)
class DayPassed:
    """What a day brought: clocks whose last day it is, and acts of the system by verb."""

    day: dt.date
    last_days: int
    done: Counter[str]


def rounds_of(day: dt.date) -> list[Round]:
    """What beat starts on a day, each task once: at its first time, or as the day begins."""
    found = []
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        time = _first_time(entry["schedule"], day)
        if time is not None and entry["task"] not in _REAL:
            at = dt.datetime.combine(day, time, timezone.get_default_timezone())
            found.append(Round(at, entry["task"]))
    return sorted(found, key=lambda each: each.at)


def _first_time(schedule: object, day: dt.date) -> dt.time | None:
    if not isinstance(schedule, crontab):
        return dt.time()
    sets: Any = schedule  # which the type stubs don't know
    wanted = (
        day.day in sets.day_of_month
        and day.month in sets.month_of_year
        and day.isoweekday() % 7 in sets.day_of_week
    )
    return dt.time(min(sets.hour), min(sets.minute)) if wanted else None


def pass_days(days: int) -> Iterator[DayPassed]:
    """Move the clock ahead by so many days, one after another, and tell of each.

    The time of day stays. What is started twice, here and by a running beat, does no harm.
    Raises ValueError for less than a day, Busy while another process moves the clock.
    """
    if days < 1:
        raise ValueError("Time goes forward only.")
    with _alone():
        ahead = shift() + dt.timedelta(days=days)
        today = current_day()
        try:
            for number in range(1, days + 1):
                day = today + dt.timedelta(days=number)
                yield _pass(day, until=timezone.now() + ahead)
        finally:
            set_shift(ahead)


def go_back() -> None:
    """Let the county go by the real time again. Raises Busy as `pass_days`."""
    with _alone():
        set_shift(dt.timedelta())


def _pass(day: dt.date, *, until: dt.datetime) -> DayPassed:
    rounds = [each for each in rounds_of(day) if each.at < until]
    last = AuditEvent.objects.aggregate(last=Max("id"))["last"] or 0
    for each in rounds:
        # Never back, though the tasks before took a while.
        _be_at(max(each.at, current_moment()))
        current_app.tasks[each.task]()
    acts = AuditEvent.objects.filter(id__gt=last, actor_id__isnull=True)
    return DayPassed(
        day=day,
        last_days=Clock.objects.filter(closed_on__isnull=True, due_on=day).count(),
        done=Counter(acts.values_list("verb", flat=True)),
    )


def _be_at(moment: dt.datetime) -> None:
    set_shift(moment - timezone.now())


@contextmanager
def _alone() -> Iterator[None]:
    """One mover at a time: two would put each other's clock back."""
    with Path(f"{settings.CLOCK_FILE}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield
