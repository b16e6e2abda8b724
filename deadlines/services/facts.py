"""What is known about a period, and the clock that follows from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from deadlines.calendar import Rulebook
from deadlines.counting import Due, Extension, Interval, due, stated
from deadlines.ladder import LadderRung, parse_ladder
from deadlines.models import Clock, ClockExtension, ClockPause, Unit
from deadlines.position import aim
from deadlines.timeline import RuleOn

Identity = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What is known about one period of one subject.

    ``start`` is the day of the trigger, or its moment for periods in hours;
    None means that the trigger has not happened. ``closed_on`` is the day of
    what ends the period, None while it runs; ``closed_at`` its moment, for periods in hours.
    ``slot``, ``lapses`` and ``stated_due`` are those of `Clock`.
    """

    rule_key: str
    subject_type: str
    subject_id: int
    agency_id: int
    start: date | datetime | None
    closed_on: date | None
    slot: int = 0
    lapses: bool = False
    arrears: bool = True
    stated_due: date | None = None
    closed_at: datetime | None = None

    @property
    def identity(self) -> Identity:
        return self.rule_key, self.subject_type, self.subject_id, self.slot


@dataclass(frozen=True)
class Adjusted:
    """The exclusions and extensions of a clock that stand."""

    pauses: tuple[Interval, ...] = ()
    extensions: tuple[Extension, ...] = ()
    paused_on: date | None = None
    known: bool = False


NOT_ADJUSTED = Adjusted()


def adjustments_of(clock_ids: Collection[int]) -> Mapping[int, Adjusted]:
    """What stands of each clock that ever had an exclusion or an extension: two queries."""
    pauses: dict[int, list[ClockPause]] = {}
    extensions: dict[int, list[ClockExtension]] = {}
    for pause in ClockPause.objects.filter(clock__in=clock_ids).order_by("first", "pk"):
        pauses.setdefault(pause.clock_id, []).append(pause)
    for each in ClockExtension.objects.filter(clock__in=clock_ids).order_by("approved_on", "pk"):
        extensions.setdefault(each.clock_id, []).append(each)
    return {
        pk: adjusted_by(pauses.get(pk, ()), extensions.get(pk, ()))
        for pk in pauses.keys() | extensions.keys()
    }


def adjusted_by(pauses: Iterable[ClockPause], extensions: Iterable[ClockExtension]) -> Adjusted:
    """What stands of the entries of one clock, given in the order in which they count."""
    standing = [pause for pause in pauses if pause.stands]
    return Adjusted(
        pauses=tuple(Interval(each.first, each.last) for each in standing if each.last),
        extensions=tuple(Extension(e.amount, e.unit) for e in extensions if e.stands),
        paused_on=next((each.first for each in standing if each.last is None), None),
        known=True,
    )


def overtaken(
    book: Rulebook,
    clock: Clock,
    pauses: Iterable[ClockPause],
    extensions: Iterable[ClockExtension],
) -> dict[int, date]:
    """The extensions of a clock that were approved after it had ended without them.

    By id, each with that last day. They still count: that they don't is for somebody to say.
    """
    standing = sorted((e for e in extensions if e.stands), key=lambda e: (e.approved_on, e.pk))
    adjusted = adjusted_by(pauses, standing)
    found = {}
    for number, each in enumerate(standing):
        before = replace(adjusted, extensions=adjusted.extensions[:number])
        wanted = clock_of(book, facts_of(clock), before)
        if wanted and wanted.paused_on is None and each.approved_on > wanted.due_on:
            found[each.pk] = wanted.due_on
    return found


def facts_of(clock: Clock) -> ClockFacts:
    """The facts from which a clock was counted."""
    return ClockFacts(
        rule_key=clock.rule_key,
        subject_type=clock.subject_type,
        subject_id=clock.subject_id,
        agency_id=clock.agency_id,
        start=clock.started_at or clock.started_on,
        closed_on=clock.closed_on,
        slot=clock.slot,
        lapses=clock.lapses,
        stated_due=clock.stated_due,
        closed_at=clock.closed_at,
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """A period as the rulebook counts it."""

    rule_on: RuleOn
    started_on: date
    started_at: datetime | None
    end: Due


def count(book: Rulebook, fact: ClockFacts, adjusted: Adjusted = NOT_ADJUSTED) -> Counted | None:
    """What follows from the facts; None when there is nothing to count.

    That is without a start, and where no version of the rule was in force on that day.
    A last day that a document names stands whatever the rule says, and rolls over as its do.
    While an exclusion runs, the days are those without it: they are counted anew at its end.
    Raises LookupError for a rule that isn't loaded, ValueError for one without a number.
    """
    if fact.start is None:
        return None
    started_at = fact.start if isinstance(fact.start, datetime) else None
    started_on = timezone.localdate(started_at) if started_at else _day(fact.start)
    found = book.period_on(fact.rule_key, started_on)
    if found is None:
        return None
    if fact.stated_due is not None:
        end = stated(fact.stated_due, calendar=book.calendar, rolls_over=found.rule.rolls_over)
        return Counted(found, started_on, started_at, end)
    if found.period is None:
        raise ValueError(f"{fact.rule_key} has no number of days to count")
    start: date | datetime = started_on
    if found.period.unit == Unit.HOUR:
        # A day alone gives the later bound: nobody is called late an hour too soon.
        last = datetime.combine(started_on, time(23), tzinfo=timezone.get_current_timezone())
        start = timezone.localtime(started_at) if started_at else last
    end = due(
        start,
        found.period,
        calendar=book.calendar,
        pauses=adjusted.pauses,
        extensions=adjusted.extensions,
    )
    return Counted(found, started_on, started_at, end)


def clock_of(book: Rulebook, fact: ClockFacts, adjusted: Adjusted = NOT_ADJUSTED) -> Clock | None:
    """The clock that fits the facts, not yet written; None and errors as `count`."""
    counted = count(book, fact, adjusted)
    return None if counted is None else clock_from(fact, counted, adjusted)


def clock_from(fact: ClockFacts, counted: Counted, adjusted: Adjusted = NOT_ADJUSTED) -> Clock:
    """A period that was counted, as a clock not yet written."""
    end = counted.end
    clock = Clock(
        rule=counted.rule_on.rule,
        rule_key=fact.rule_key,
        subject_type=fact.subject_type,
        subject_id=fact.subject_id,
        slot=fact.slot,
        agency_id=fact.agency_id,
        started_on=counted.started_on,
        started_at=counted.started_at,
        stated_due=fact.stated_due,
        raw_due_on=end.raw,
        due_on=end.on,
        due_at=end.at,
        provisional=end.provisional,
        lapses=fact.lapses,
        closed_on=fact.closed_on,
        closed_at=fact.closed_at,
        adjusted=adjusted.known,
        paused_on=adjusted.paused_on,
    )
    aim(clock, parse_ladder(counted.rule_on.ladder))
    return clock


def ladder_of(book: Rulebook, clock: Clock) -> tuple[LadderRung, ...]:
    """The rungs that apply to a clock: those of its rule, or of the county's own value."""
    found = book.period_on(clock.rule_key, clock.started_on)
    return parse_ladder(found.ladder) if found else ()


def _day(start: date | datetime) -> date:
    return start.date() if isinstance(start, datetime) else start
