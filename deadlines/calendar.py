"""The calendar and the rules as this process holds them.

Both are built once and kept until the edition's token changes, so that a
clock costs one small query instead of reading some hundred rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError

from deadlines.editions import current_token, hold, new_edition
from deadlines.models import CalendarDay, CalendarYear, DeadlineRule, LocalValue
from deadlines.timeline import RuleOn, Timeline, timeline_of
from deadlines.workdays import WorkCalendar

__all__ = [
    "Rulebook",
    "WorkCalendar",
    "current_calendar",
    "current_rulebook",
    "known_rulebook",
    "new_edition",
    "rulebook_to_write_by",
]


@dataclass(frozen=True)
class Rulebook:
    """Calendar and rules of one edition."""

    token: UUID | None
    calendar: WorkCalendar
    rules: Mapping[str, tuple[DeadlineRule, ...]]
    local: Mapping[str, tuple[LocalValue, ...]] = field(default_factory=dict)

    def period_on(self, key: str, day: date) -> RuleOn | None:
        """What of *key* applies to a trigger on *day* (R11), with its local value.

        None when nothing was in force here; LookupError for an unknown key.
        """
        timeline = self._timelines.get(key)
        if timeline is None:
            raise LookupError(f"no deadline rule {key!r} is loaded")
        return timeline.on(day)

    def rule_on(self, key: str, day: date) -> DeadlineRule | None:
        """The version of *key* that applies on *day*; see `period_on`."""
        found = self.period_on(key, day)
        return found.rule if found else None

    def with_local(self, key: str, values: Iterable[LocalValue]) -> "Rulebook":
        """The same book with other local values of *key*, to see what they would change."""
        return replace(self, local={**self.local, key: tuple(values)})

    # An import asks for each of its clocks, so each key is laid out once.
    @cached_property
    def _timelines(self) -> dict[str, Timeline]:
        return {
            key: timeline_of(versions, self.local.get(key, ()))
            for key, versions in self.rules.items()
        }


# At most one entry; replaced whole, so threads may race harmlessly.
_held: dict[None, Rulebook] = {}


def current_rulebook() -> Rulebook:
    """The rules and calendar of the edition that is in the database now."""
    token = current_token()
    book = _held.get(None)
    if book is None or token is None or book.token != token:
        book = _held[None] = _read(token)
    return book


def known_rulebook() -> Rulebook:
    """The rulebook that this process holds, perhaps an older one: for words, not for counting.

    One from before anything was loaded has no words and is not kept to.
    """
    book = _held.get(None)
    return current_rulebook() if book is None or book.token is None else book


def rulebook_to_write_by() -> Rulebook:
    """The current rulebook, held until the transaction ends: for whoever writes clocks.

    A change of rules or calendar that comes meanwhile finds those clocks afterwards. Raises
    TransactionManagementError outside a transaction, which would hold nothing.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A rulebook is held until a transaction ends.")
    book = _held.get(None)
    if book is None or book.token is None:
        # A book from before anything was loaded holds nothing: look again.
        book = current_rulebook()
    while book.token is not None:
        hold(book.token)
        # Only what is current after it is held can't be replaced unnoticed.
        fresh = current_rulebook()
        if fresh.token == book.token:
            return fresh
        book = fresh
    return book


def current_calendar() -> WorkCalendar:
    """The working-day calendar of the edition that is in the database now."""
    return current_rulebook().calendar


def _read(token: UUID | None) -> Rulebook:
    rules: defaultdict[str, list[DeadlineRule]] = defaultdict(list)
    for rule in DeadlineRule.objects.order_by("key", "version"):
        rules[rule.key].append(rule)
    local: defaultdict[str, list[LocalValue]] = defaultdict(list)
    for value in LocalValue.objects.order_by("pk"):
        local[value.key].append(value)
    published = CalendarYear.objects.filter(published=True).values_list("year", flat=True)
    return Rulebook(
        token=token,
        calendar=WorkCalendar(
            exceptions=dict(CalendarDay.objects.values_list("day", "is_working")),
            published=frozenset(published),
        ),
        rules={key: tuple(versions) for key, versions in rules.items()},
        local={key: tuple(values) for key, values in local.items()},
    )
