"""What a change of calendar or rules would do to the open clocks: numbers, nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from deadlines.calendar import Rulebook, WorkCalendar, current_rulebook
from deadlines.models import CalendarDay, Clock
from deadlines.registry import keys_that_follow, starts_of
from deadlines.services.ends import Ends
from deadlines.services.facts import NOT_ADJUSTED, adjustments_of
from deadlines.services.outcome import Outcomes
from deadlines.services.recount import OPEN
from deadlines.year_text import DayLine

# The clocks that share these share their end.
_SAME = ("rule_key", "rule_id", "started_on", "stated_due", "due_on", "provisional", "lapses")
_EACH = (
    *_SAME,
    "pk",
    "subject_type",
    "subject_id",
    "started_at",
    "due_at",
    "paused_on",
    "adjusted",
)


@dataclass(frozen=True)
class RuleMoves:
    """How many clocks of one rule would move."""

    key: str
    name: str
    earlier: int
    later: int
    other: int


@dataclass(frozen=True)
class RecountPreview:
    """How many open clocks would move, and how many duties would change sides of today.

    ``other`` keep their day and only become final or provisional, or change the version of
    their rule; ``removed`` have no rule any more.
    """

    total: int
    earlier: int
    later: int
    other: int
    removed: int
    newly_overdue: int
    no_longer_overdue: int
    by_rule: tuple[RuleMoves, ...]

    @property
    def moved(self) -> int:
        """How many would end on another day."""
        return self.earlier + self.later


def book_with_year(year: int, lines: Iterable[DayLine], *, published: bool) -> Rulebook:
    """The current rulebook as if this year said so."""
    book = current_rulebook()
    own = set(CalendarDay.objects.filter(year_id=year).values_list("day", flat=True))
    rest = {day: worked for day, worked in book.calendar.exceptions.items() if day not in own}
    years = book.calendar.published - {year} | ({year} if published else set())
    calendar = WorkCalendar({**rest, **{line.day: line.working for line in lines}}, years)
    return replace(book, token=None, calendar=calendar)


def preview_recount(book: Rulebook) -> RecountPreview:
    """What counting every open clock by *book* would change."""
    ends, outcomes = Ends(book), Outcomes()
    total = removed = 0
    by_rule: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(book):
        number: int = row["number"]
        total += number
        start = row["started_at"] or row["started_on"]
        end = ends.of(row["rule_key"], start, row["adjustments"], row["stated_due"])
        if end is None:
            removed += number
            continue
        before, after = (row["due_on"], row["due_at"]), (end.on, end.at)
        if (*before, row["rule_id"], row["provisional"]) != (*after, end.rule.pk, end.provisional):
            duty = not row["lapses"] and not row["paused"]
            sort = outcomes.add(before, after, duty=duty, number=number)
            by_rule[row["rule_key"]][sort] += number
    names = {key: versions[-1].closing_text for key, versions in book.rules.items() if versions}
    moves = (
        RuleMoves(key, names.get(key, key), n["earlier"], n["later"], n["other"])
        for key, n in by_rule.items()
    )
    return RecountPreview(
        total=total,
        removed=removed,
        **{name: outcomes.counts[name] for name in _NUMBERS},
        by_rule=tuple(sorted(moves, key=lambda move: (-move.earlier - move.later, move.key))),
    )


_NUMBERS = ("earlier", "later", "other", "newly_overdue", "no_longer_overdue")


def _rows(book: Rulebook) -> Iterator[dict[str, Any]]:
    """The open clocks, those that share an end as one row with their number."""
    plain = Q(due_at__isnull=True, adjusted=False) & ~Q(rule_key__in=keys_that_follow())
    groups = Clock.objects.filter(OPEN, plain).values(*_SAME, paused=Q(paused_on__isnull=False))
    for row in groups.annotate(number=Count("pk")).order_by():
        yield {**row, "started_at": None, "due_at": None, "adjustments": NOT_ADJUSTED}
    rest = list(Clock.objects.filter(OPEN).exclude(plain).values(*_EACH))
    adjusted = adjustments_of([row["pk"] for row in rest if row["adjusted"]])
    told = [(row["pk"], row["subject_type"], row["rule_key"], row["subject_id"]) for row in rest]
    starts = starts_of(book, told)
    for row in rest:
        adjustments = adjusted.get(row["pk"], NOT_ADJUSTED)
        paused = row["paused_on"] is not None
        start = starts.get(row["pk"], row["started_on"])
        yield {
            **row,
            "started_on": start,
            "number": 1,
            "paused": paused,
            "adjustments": adjustments,
        }
