"""Counting anew what is open after rules or calendar changed.

It goes through the open clocks in batches of one transaction each, and notes with each how far
it has come: a killed worker loses nothing, and two at once take turns. What was opened by the
replaced edition while it ran is found by another pass (see `deadlines.editions`).
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from celery import Task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from agencies.models import Person
from core.clock import current_day
from deadlines.calendar import rulebook_to_write_by
from deadlines.editions import new_edition, nobody_counts_by
from deadlines.models import CalendarChange, Clock, Recount
from deadlines.registry import starts_of
from deadlines.services.changes import Changes
from deadlines.services.ends import End, Ends
from deadlines.services.facts import NOT_ADJUSTED, Adjusted, adjustments_of
from deadlines.services.outcome import Outcomes

logger = logging.getLogger(__name__)

AT_ONCE = 5_000
# So few are counted before the page of whoever confirmed comes back.
_RIGHT_AWAY = 2_000
_tasks: list["Task[[], int]"] = []
OPEN = Q(closed_on__isnull=True, void=False)
# Whether a period was kept isn't settled either while its last day is provisional.
_FOLLOWING = OPEN | Q(provisional=True, void=False)
_READ = (
    "pk",
    "subject_type",
    "subject_id",
    "rule_key",
    "rule_id",
    "started_on",
    "started_at",
    "stated_due",
    "raw_due_on",
    "due_on",
    "due_at",
    "provisional",
    "closed_on",
    "adjusted",
    "paused_on",
    "rung",
    "next_at",
    "failures",
)


@transaction.atomic
def rules_changed(
    *, actor: Person | None, ground: str, change: CalendarChange | None = None
) -> Recount:
    """Tell every process of new rules or a new calendar, and let the open clocks follow.

    They follow after commit: at once when they are few, else in the background; each that
    moves has a line in the audit with this actor and ground.
    """
    recount = Recount.objects.create(
        replaced=new_edition(), person=actor, ground=ground[:300], change=change
    )
    transaction.on_commit(lambda: _begin(recount.pk), robust=True)
    return recount


def recount_open_clocks(*, actor: Person | None, ground: str = "") -> int:
    """Bring in a new edition and count to the end; returns how many clocks moved.

    For commands of the operator, who wants to see it done.
    """
    with transaction.atomic():
        recount = Recount.objects.create(replaced=new_edition(), person=actor, ground=ground[:300])
    follow(recount.pk)
    recount.refresh_from_db()
    return recount.moved + recount.other


def follow(recount_id: int) -> bool:
    """Go on with a recount; whether it is over.

    It isn't when somebody still counts by the replaced edition, or another worker is at it:
    then whoever comes next goes on.
    """
    ends: Ends | None = None
    while True:
        with transaction.atomic():
            recount = (
                Recount.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("person__agency")
                .filter(pk=recount_id)
                .first()
            )
            if recount is None or recount.finished_at is not None:
                return recount is not None
            book = rulebook_to_write_by()
            if ends is None or ends.book.token != book.token:
                ends = Ends(book)
            if recount.reached == 0:
                _begin_pass(recount)
            more = _next_batch(recount, ends)
            if not more and recount.settles:
                recount.finished_at = timezone.now()
            elif not more:
                recount.reached = 0
            recount.save()
        if not more:
            return recount.finished_at is not None


def follow_unfinished() -> int:
    """Go on with every recount that isn't over; returns how many still aren't."""
    waiting = Recount.objects.filter(finished_at__isnull=True).order_by("pk")
    return sum(not follow(pk) for pk in waiting.values_list("pk", flat=True))


def use(task: "Task[[], int]") -> None:
    """Name the task that goes on in the background; called when the app starts.

    Tasks import services, so it is handed in from above.
    """
    _tasks[:] = [task]


def _begin(recount_id: int) -> None:
    few = Clock.objects.filter(OPEN)[: _RIGHT_AWAY + 1].count() <= _RIGHT_AWAY
    if few and follow(recount_id):
        return
    try:
        for task in _tasks:
            task.apply_async(retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("The broker can't be reached; beat recounts later: %s", error)


def _begin_pass(recount: Recount) -> None:
    recount.settles = nobody_counts_by(recount.replaced)
    recount.total = Clock.objects.filter(_FOLLOWING).count()
    recount.counted = 0


def _next_batch(recount: Recount, ends: Ends) -> bool:
    """Count the next clocks; whether there may be more."""
    rows = Clock.objects.filter(_FOLLOWING, pk__gt=recount.reached).order_by("pk")
    found = list(rows.values_list(*_READ, named=True)[:AT_ONCE])
    if not found:
        return False
    adjusted = adjustments_of([row.pk for row in found if row.adjusted])
    starts = _starts(found, ends)
    suspects = [
        row.pk
        for row in found
        if _differs(row, ends, adjusted.get(row.pk, NOT_ADJUSTED), starts.get(row.pk))
    ]
    if suspects:
        _move(recount, ends, suspects)
    recount.reached = found[-1].pk
    recount.counted += len(found)
    return len(found) == AT_ONCE


def _starts(clocks: Iterable[Any], ends: Ends) -> dict[int, date]:
    """The new starts of those that begin at the end of other periods, by id."""
    told = [(each.pk, each.subject_type, each.rule_key, each.subject_id) for each in clocks]
    return starts_of(ends.book, told)


def _differs(row: Any, ends: Ends, adjusted: Adjusted, start: date | None) -> bool:
    """Whether a clock isn't what it should be: then it is looked at again under a lock."""
    if start is not None and start != row.started_on:
        return True
    end = ends.of(row.rule_key, row.started_at or row.started_on, adjusted, row.stated_due)
    if end is None:
        return True
    held = (row.rule_id, row.raw_due_on, row.due_on, row.due_at, row.provisional)
    if held != (end.rule.pk, end.raw, end.on, end.at, end.provisional):
        return True
    # One that was put off after a failure keeps its turn; one that pauses or ended has none.
    waits = row.failures or row.paused_on is not None or row.closed_on is not None
    return not waits and row.next_at != ends.next_at(end, row.rung)


def _move(recount: Recount, ends: Ends, ids: Sequence[int]) -> None:
    """Let these clocks follow, those of them that still have to."""
    following = Clock.objects.filter(_FOLLOWING, pk__in=ids).order_by("pk")
    clocks = list(following.select_for_update())
    adjusted = adjustments_of([clock.pk for clock in clocks if clock.adjusted])
    starts = _starts(clocks, ends)
    changes, outcomes, today = Changes(ends.book), Outcomes(), current_day()
    wanted = Clock()  # one for all: a model is costly to make
    for clock in clocks:
        clock.rule = ends.rules[clock.rule_id]
        adjustments = adjusted.get(clock.pk, NOT_ADJUSTED)
        start = starts.get(clock.pk, clock.started_on)
        end = ends.of(clock.rule_key, clock.started_at or start, adjustments, clock.stated_due)
        if end is None:
            if clock.is_open:
                changes.remove(clock, today)
                recount.other += 1
            continue
        before = (clock.due_on, clock.due_at)
        _make(wanted, clock, end, adjustments)
        wanted.started_on = start
        if changes.follow(clock, wanted) and clock.is_open:
            duty = not clock.lapses and clock.paused_on is None
            outcomes.add(before, (clock.due_on, clock.due_at), duty=duty)
    changes.entries = [replace(entry, ground=recount.ground) for entry in changes.entries]
    changes.write(recount.person)
    for name, number in outcomes.counts.items():
        setattr(recount, name, getattr(recount, name) + number)


def _make(wanted: Clock, clock: Clock, end: End, adjusted: Adjusted) -> None:
    """Turn *wanted* into what `clock_of` would count from the facts of a clock."""
    wanted.rule = end.rule
    wanted.agency_id = clock.agency_id
    wanted.closed_on, wanted.closed_at = clock.closed_on, clock.closed_at
    wanted.started_on, wanted.started_at = clock.started_on, clock.started_at
    wanted.stated_due = clock.stated_due
    wanted.raw_due_on, wanted.due_on, wanted.due_at = end.raw, end.on, end.at
    wanted.provisional, wanted.lapses = end.provisional, clock.lapses
    wanted.adjusted, wanted.paused_on = adjusted.known, adjusted.paused_on
