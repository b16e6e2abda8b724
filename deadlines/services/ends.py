"""Where open clocks end by one rulebook, and when their ladder is looked at next."""

from dataclasses import dataclass
from datetime import date, datetime

from deadlines.calendar import Rulebook
from deadlines.ladder import LadderRung, parse_ladder
from deadlines.models import Clock, DeadlineRule
from deadlines.position import aim
from deadlines.services.facts import NOT_ADJUSTED, Adjusted, ClockFacts, clock_of


@dataclass(frozen=True)
class End:
    """The last day of a period, the version of its rule, and who is told of it when."""

    rule: DeadlineRule
    raw: date
    on: date
    at: datetime | None
    provisional: bool
    ladder: tuple[LadderRung, ...]


class Ends:
    """The ends that a rulebook gives; whoever asks twice isn't counted for twice.

    A county's clocks start on some thousand days under some dozen rules, so that a hundred
    thousand clocks cost a few thousand counts.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.rules = {rule.pk: rule for versions in book.rules.values() for rule in versions}
        self._ends: dict[tuple[str, date | datetime, date | None], End | None] = {}
        self._next: dict[tuple[End, int | None], datetime | None] = {}

    def of(
        self,
        key: str,
        start: date | datetime,
        adjusted: Adjusted = NOT_ADJUSTED,
        stated_due: date | None = None,
    ) -> End | None:
        """The end of one period; None when no version of the rule was in force that day."""
        fact = ClockFacts(key, "", 0, 0, start, None, stated_due=stated_due)
        if adjusted is not NOT_ADJUSTED:
            return self._count(fact, adjusted)
        asked = key, start, stated_due
        if asked not in self._ends:
            self._ends[asked] = self._count(fact, NOT_ADJUSTED)
        return self._ends[asked]

    def next_at(self, end: End, rung: int | None) -> datetime | None:
        """When a running clock with this end is looked at next, after this rung was told."""
        if (end, rung) not in self._next:
            clock = Clock(due_on=end.on, due_at=end.at, rung=rung)
            aim(clock, end.ladder)
            self._next[end, rung] = clock.next_at
        return self._next[end, rung]

    def _count(self, fact: ClockFacts, adjusted: Adjusted) -> End | None:
        clock = clock_of(self.book, fact, adjusted)
        found = self.book.period_on(fact.rule_key, clock.started_on) if clock else None
        if clock is None or found is None:
            return None
        return End(
            clock.rule,
            clock.raw_due_on,
            clock.due_on,
            clock.due_at,
            clock.provisional,
            parse_ladder(found.ladder),
        )
