"""Find the clocks that have reached a rung of their ladder, and tell each rung once.

Clocks are claimed under a lock and moved on by one conditional UPDATE; their handlers write
in the same transaction, so a killed worker leaves neither claim nor effect behind. Rows that
another run holds are skipped. A batch whose handler fails is told clock by clock; those at
fault are put off, so that they cannot stand in the way of the others. Missed for days, it
tells each desk the newest rung it should have heard, not every one.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from audit.services import record_all
from core.clock import current_moment
from deadlines.calendar import Rulebook, rulebook_to_write_by
from deadlines.models import Clock, ClockEvent
from deadlines.position import step, to_tell
from deadlines.registry import Rung, rung_handlers, rung_of
from deadlines.services.facts import ladder_of
from deadlines.services.log import entry

logger = logging.getLogger(__name__)

_LONGEST_DELAY = timedelta(days=1)
_MOVE_ON = """
UPDATE deadlines_clock c SET rung = v.rung, next_at = v.next_at, failures = v.failures
FROM unnest(%s::bigint[], %s::smallint[], %s::timestamptz[], %s::smallint[])
     AS v (id, rung, next_at, failures)
WHERE c.id = v.id AND c.next_at <= %s
"""


@dataclass(frozen=True)
class Checked:
    """Of how many clocks somebody was told in a run, and how many it had to put off."""

    raised: int
    put_off: int


@dataclass(frozen=True)
class _Look:
    """A claimed clock, moved on, with what is to be told of it."""

    clock: Clock
    rungs: Sequence[Rung]


def check_overdue(now: datetime | None = None, *, batch: int = 500) -> Checked:
    """Tell what every open clock has reached by *now*; harmless when run twice or late."""
    moment = now or current_moment()
    raised = put_off = 0
    while True:
        with transaction.atomic():
            done, seen = _run_batch(moment, batch)
        raised += done.raised
        put_off += done.put_off
        if seen < batch:
            return Checked(raised, put_off)


def _run_batch(now: datetime, batch: int) -> tuple[Checked, int]:
    clocks = _claim(now, batch)
    if not clocks:
        return Checked(0, 0), 0
    looks = _looks(clocks, now)
    unread = len(clocks) - len(looks)
    try:
        with transaction.atomic():
            _tell(looks, now)
    except Exception:
        logger.exception("a handler failed for %s clocks; telling them one by one", len(looks))
        done = _one_by_one(looks, now)
        return Checked(done.raised, done.put_off + unread), len(clocks)
    return Checked(sum(bool(look.rungs) for look in looks), unread), len(clocks)


def _claim(now: datetime, batch: int) -> list[Clock]:
    clocks = Clock.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    return list(
        clocks.select_related("rule").select_for_update(skip_locked=True, of=("self",))[:batch]
    )


def _looks(clocks: Sequence[Clock], now: datetime) -> list[_Look]:
    """What each has reached; one whose ladder can't be read is put off."""
    book = rulebook_to_write_by()
    looks = []
    for clock in clocks:
        try:
            looks.append(_look(book, clock, now))
        except (LookupError, ValidationError):
            logger.exception("the ladder of clock %s can't be read", clock.pk)
            _put_off(clock, now)
    return looks


def _look(book: Rulebook, clock: Clock, now: datetime) -> _Look:
    ladder = ladder_of(book, clock)
    rungs = [rung_of(clock, rung) for rung in to_tell(clock, ladder, now)]
    step(clock, ladder, now)
    return _Look(clock, rungs)


def _one_by_one(looks: Sequence[_Look], now: datetime) -> Checked:
    raised = put_off = 0
    for look in looks:
        try:
            with transaction.atomic():
                _tell([look], now)
        except Exception:
            logger.exception("a handler failed for clock %s", look.clock.pk)
            _put_off(look.clock, now)
            put_off += 1
        else:
            raised += bool(look.rungs)
    return Checked(raised, put_off)


def _tell(looks: Sequence[_Look], now: datetime) -> None:
    _move_on([look.clock for look in looks], now)
    telling = [look for look in looks if look.rungs]
    fresh = _write_events(telling, now)
    record_all(
        actor=None,
        entries=[
            entry(
                f"clock.{look.rungs[-1].phase}",
                look.clock,
                {
                    "due_on": look.clock.due_on.isoformat(),
                    "rungs": [rung.key for rung in look.rungs],
                },
            )
            for look in telling
            if look.clock.pk in fresh
        ],
    )
    by_type: defaultdict[str, list[Rung]] = defaultdict(list)
    for look in telling:
        by_type[look.clock.subject_type] += look.rungs
    for subject_type, rungs in by_type.items():
        for handler in rung_handlers(subject_type):
            handler(rungs)


def _move_on(clocks: Sequence[Clock], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE_ON,
            [
                [clock.pk for clock in clocks],
                [clock.rung for clock in clocks],
                [clock.next_at for clock in clocks],
                [clock.failures for clock in clocks],
                now,
            ],
        )


def _write_events(looks: Sequence[_Look], now: datetime) -> set[int]:
    """Note the rungs; gives the clocks of which one was told for the first time."""
    if not looks:
        return set()
    known = set(
        ClockEvent.objects.filter(clock__in=[look.clock.pk for look in looks]).values_list(
            "clock_id", "rung", "due_on"
        )
    )
    fresh = [
        ClockEvent(clock=look.clock, rung=rung.key, due_on=look.clock.due_on, at=now)
        for look in looks
        for rung in look.rungs
        if (look.clock.pk, rung.key, look.clock.due_on) not in known
    ]
    ClockEvent.objects.bulk_create(fresh)
    return {event.clock_id for event in fresh}


def _put_off(clock: Clock, now: datetime) -> None:
    """Try again later: the rungs reached by then are told then."""
    held = Clock.objects.only("failures").get(pk=clock.pk)
    delay = min(timedelta(minutes=2 ** min(held.failures, 11)), _LONGEST_DELAY)
    Clock.objects.filter(pk=clock.pk).update(next_at=now + delay, failures=held.failures + 1)
