"""One count as somebody asks for it, with the version of the rule and every day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from deadlines.calendar import Rulebook
from deadlines.counting import Due, Extension, Interval, Period, days, due
from deadlines.models import CalendarDay, DeadlineRule, LocalValue, Unit
from deadlines.simulating.months import Month, months_of
from deadlines.timeline import applies_here
from deadlines.wording import explain


class NotInForce(Exception):
    """No version of the rule was in force on the day from which to count, or it has no number."""


class NeedsMoment(Exception):
    """The period is one in hours and no time of day was named."""


@dataclass(frozen=True)
class Asked:
    """What the simulator is asked. ``statutory`` leaves local values aside."""

    rule_key: str
    start: date
    at: time | None = None
    pauses: Sequence[Interval] = ()
    extensions: Sequence[Extension] = ()
    in_custody: bool = False
    statutory: bool = False


@dataclass(frozen=True)
class Simulation:
    """A count and how it came about. ``elsewhere``: the rule is that of another jurisdiction."""

    rule: DeadlineRule
    local: LocalValue | None
    elsewhere: bool
    period: Period
    end: Due
    sentence: str
    months: list[Month]

    @property
    def moved(self) -> bool:
        """Whether the last day was not worked and moved on."""
        return self.end.on != self.end.raw


def simulate(book: Rulebook, asked: Asked, *, whole: bool = False) -> Simulation:
    """Count as asked; `whole` draws every day of long periods too.

    Raises NotInForce, NeedsMoment, LookupError for an unknown rule, and ValueError for what can't
    be counted (hours and days mixed, an extension of a period counted back).
    """
    rule, local = _version(book, asked)
    period = _period(rule, local, asked)
    start: date | datetime = asked.start
    if period.unit == Unit.HOUR:
        if asked.at is None:
            raise NeedsMoment
        zone = timezone.get_current_timezone()
        start = datetime.combine(asked.start, asked.at, tzinfo=zone)
    end = due(
        start, period, calendar=book.calendar, pauses=asked.pauses, extensions=asked.extensions
    )
    rows = days(
        start, period, calendar=book.calendar, pauses=asked.pauses, extensions=asked.extensions
    )
    first, last = min(rows[0].day, rows[-1].day), max(rows[0].day, rows[-1].day)
    return Simulation(
        rule=rule,
        local=local,
        elsewhere=not applies_here(rule.jurisdiction),
        period=period,
        end=end,
        sentence=explain(
            trigger=rule.trigger_text,
            amount=period.amount,
            unit=period.unit,
            legal_basis=rule.legal_basis_text,
            started_on=asked.start,
            raw_due_on=end.raw,
            due_on=end.on,
            due_at=end.at,
            provisional=end.provisional,
            pauses=asked.pauses,
            extensions=asked.extensions,
        ),
        months=months_of(rows, end, period, book.calendar, _names(first, last), whole=whole),
    )


def _version(book: Rulebook, asked: Asked) -> tuple[DeadlineRule, LocalValue | None]:
    known = book.with_local(asked.rule_key, ()) if asked.statutory else book
    found = known.period_on(asked.rule_key, asked.start)
    if found:
        return found.rule, found.local
    # A rule of another province does not apply here, but can be looked at.
    versions = [each for each in book.rules[asked.rule_key] if each.in_force_on(asked.start)]
    if not versions:
        raise NotInForce
    return max(versions, key=lambda each: each.version), None


def _period(rule: DeadlineRule, local: LocalValue | None, asked: Asked) -> Period:
    source = local or rule
    if source.unit == Unit.EVENT or source.amount is None:
        raise NotInForce
    period = Period(source.amount, source.unit, rule.rolls_over)
    return replace(period, rolls_over=False) if asked.in_custody else period


def _names(first: date, last: date) -> dict[date, str]:
    """What the holidays between two days are called."""
    named = CalendarDay.objects.filter(day__range=(first, last)).exclude(name="")
    return dict(named.values_list("day", "name"))
