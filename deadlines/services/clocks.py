"""Clocks follow the facts: one call makes them be what the facts say."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import Person
from audit.services import Entry, record_all
from deadlines.calendar import Rulebook, current_rulebook
from deadlines.due import Due, due
from deadlines.models import Clock, DeadlineRule, Unit
from deadlines.registry import relieved_handlers
from deadlines.services.log import describe, entry

_COUNTED = (
    "rule_id",
    "agency_id",
    "started_on",
    "started_at",
    "raw_due_on",
    "due_on",
    "due_at",
    "provisional",
    "closed_on",
)


@dataclass(frozen=True)
class ClockFacts:
    """What is known about one period of one subject.

    ``start`` is the day of the trigger, or its moment for periods in hours;
    None means that the trigger has not happened. ``closed_on`` is the day of
    what ends the period, None while it runs.
    """

    rule_key: str
    subject_type: str
    subject_id: int
    agency_id: int
    start: date | datetime | None
    closed_on: date | None

    @property
    def identity(self) -> tuple[str, str, int]:
        return self.rule_key, self.subject_type, self.subject_id


@transaction.atomic(savepoint=False)
def set_clocks(*, actor: Person | None, facts: Sequence[ClockFacts]) -> list[Clock | None]:
    """Open, move, close, reopen or remove clocks so that they fit the facts.

    Returns one per fact in their order, or None when there is nothing to count: no start,
    or no version of the rule was in force on that day. Idempotent; only a change is logged;
    the number of reads doesn't depend on that of the facts. Raises LookupError for a rule
    that is not loaded, ValueError for a rule without a number or for hours without a moment.
    The caller holds the lock of the subjects, or else two first calls at once
    for the same subject make the second fail with IntegrityError.
    """
    book = current_rulebook()
    existing = _existing(facts)
    wanted = [(fact, existing.get(fact.identity), clock_of(book, fact)) for fact in facts]
    opened = Clock.objects.bulk_create(
        clock for _, held, clock in wanted if held is None and clock is not None
    )
    record_all(
        actor=actor, entries=[entry("clock.open", clock, describe(clock)) for clock in opened]
    )
    result: list[Clock | None] = []
    changes: list[Entry] = []
    for _, held, target in wanted:
        if held is None:
            result.append(target)
        elif target is None:
            changes.append(_remove(held))
            result.append(None)
        else:
            changes += _follow(held, target)
            result.append(held)
    record_all(actor=actor, entries=changes)
    return result


@transaction.atomic
def recount_open_clocks(*, actor: Person | None) -> int:
    """Count every open clock anew after rules or calendar changed; returns how many moved."""
    book = current_rulebook()
    open_clocks = Clock.objects.filter(closed_on__isnull=True).select_related("rule")
    moved = 0
    for clock in open_clocks.order_by("pk").select_for_update(of=("self",)).iterator(2000):
        wanted = clock_of(book, _facts_of(clock))
        changes = [_remove(clock)] if wanted is None else _follow(clock, wanted)
        record_all(actor=actor, entries=changes)
        moved += len(changes)
    return moved


def _facts_of(clock: Clock) -> ClockFacts:
    return ClockFacts(
        rule_key=clock.rule_key,
        subject_type=clock.subject_type,
        subject_id=clock.subject_id,
        agency_id=clock.agency_id,
        start=clock.started_at or clock.started_on,
        closed_on=clock.closed_on,
    )


def _existing(facts: Iterable[ClockFacts]) -> dict[tuple[str, str, int], Clock]:
    subjects: dict[str, set[int]] = {}
    for fact in facts:
        subjects.setdefault(fact.subject_type, set()).add(fact.subject_id)
    scope = Q(pk__in=[])
    for subject_type, ids in subjects.items():
        scope |= Q(subject_type=subject_type, subject_id__in=ids)
    keys = {fact.rule_key for fact in facts}
    clocks = Clock.objects.filter(scope, rule_key__in=keys).select_related("rule")
    # The open clock of a key comes last and so wins over closed ones before it.
    ordered = clocks.order_by("closed_on", "pk").select_for_update(of=("self",))
    return {(c.rule_key, c.subject_type, c.subject_id): c for c in ordered}


def clock_of(book: Rulebook, fact: ClockFacts) -> Clock | None:
    """The clock that fits the facts, not yet written; None when there is nothing to count."""
    if fact.start is None:
        return None
    started_at = fact.start if isinstance(fact.start, datetime) else None
    started_on = timezone.localdate(started_at) if started_at else _day(fact.start)
    rule = book.rule_on(fact.rule_key, started_on)
    if rule is None:
        return None
    end = _due(rule, started_on, started_at, book)
    return Clock(
        rule=rule,
        rule_key=rule.key,
        subject_type=fact.subject_type,
        subject_id=fact.subject_id,
        agency_id=fact.agency_id,
        started_on=started_on,
        started_at=started_at,
        raw_due_on=end.raw,
        due_on=end.on,
        due_at=end.at,
        provisional=end.provisional,
        closed_on=fact.closed_on,
    )


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start


def _due(rule: DeadlineRule, day: date, moment: datetime | None, book: Rulebook) -> Due:
    if rule.amount is None:
        raise ValueError(f"{rule.key} has no number of days to count")
    start: date | datetime = day
    if rule.unit == Unit.HOUR:
        # A day alone gives the later bound: nobody is called late an hour too soon.
        last = datetime.combine(day, time(23), tzinfo=timezone.get_current_timezone())
        start = timezone.localtime(moment) if moment else last
    return due(start, amount=rule.amount, unit=rule.unit, calendar=book.calendar)


def _follow(held: Clock, wanted: Clock) -> list[Entry]:
    """Make a clock be what it should; its line for the log, none when it is so already."""
    before = describe(held)
    was_closed, was_claimed = held.closed_on is not None, held.overdue_claimed_at is not None
    for name in _COUNTED:
        setattr(held, name, getattr(wanted, name))
    held.rule = wanted.rule
    after = describe(held)
    if before == after:
        return []
    reopened = was_closed and held.is_open
    if was_claimed and held.is_open and (reopened or not held.ran_over):
        held.overdue_claimed_at = None
    held.retry_at, held.failures = None, 0
    held.save()
    changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    if was_claimed and not was_closed and not (held.is_open and held.ran_over):
        _relieve(held)
    return [entry(_verb(was_closed, held), held, changed)]


def _verb(was_closed: bool, clock: Clock) -> str:
    if was_closed == clock.is_open:
        return "clock.reopen" if was_closed else "clock.close"
    return "clock.move"


def _remove(clock: Clock) -> Entry:
    """Delete a clock; its line for the log, which names it as it was."""
    told = copy(clock)
    if clock.overdue_claimed_at is not None and clock.is_open:
        _relieve(clock)
    clock.delete()
    return entry("clock.remove", told, describe(told))


def _relieve(clock: Clock) -> None:
    for handler in relieved_handlers(clock.subject_type):
        handler(clock)
