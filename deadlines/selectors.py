"""Reads of clocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from agencies.models import Person
from core.clock import current_day, current_moment
from deadlines.models import Clock, ClockExtension, ClockPause

# What a line of a list says of a clock.
_LINE = (
    "subject_id",
    "rule_key",
    "due_on",
    "due_at",
    "closed_on",
    "closed_at",
    "paused_on",
    "lapses",
    "void",
    "provisional",
    "rule__closing",
    "rule__closing_en",
)
_OPEN = Q(closed_on__isnull=True)
_DUTY = _OPEN & Q(lapses=False)


def clocks_of(subject_type: str, subject_ids: Collection[int]) -> list[Clock]:
    """All clocks of subjects the caller has already authorised: open first, then by due day.

    A right or a waiting time that is over stands with the closed ones.
    """
    clocks = Clock.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    found = list(clocks.select_related("rule").order_by("due_on", "pk"))
    return sorted(found, key=lambda clock: not clock.is_open or clock.has_lapsed)


@dataclass(frozen=True)
class Adjustments:
    """Exclusions and extensions of some clocks by clock, struck ones too."""

    pauses: Mapping[int, Sequence[ClockPause]] = field(default_factory=dict)
    extensions: Mapping[int, Sequence[ClockExtension]] = field(default_factory=dict)


def adjustments_shown(clocks: Iterable[Clock]) -> Adjustments:
    """What was left out of and added to these clocks; no query where there is nothing."""
    ids = [clock.pk for clock in clocks if clock.adjusted]
    pauses: defaultdict[int, list[ClockPause]] = defaultdict(list)
    extensions: defaultdict[int, list[ClockExtension]] = defaultdict(list)
    if ids:
        people = ("entered_by", "struck_by")
        for pause in ClockPause.objects.filter(clock__in=ids).select_related(*people, "ended_by"):
            pauses[pause.clock_id].append(pause)
        for each in ClockExtension.objects.filter(clock__in=ids).select_related(*people, "rule"):
            extensions[each.clock_id].append(each)
    return Adjustments(pauses, extensions)


def next_due(
    subject_type: str, wanted: Iterable[tuple[Collection[int], Collection[str] | None]]
) -> dict[int, Clock]:
    """The open clock that ends first, for each subject that has one.

    `wanted` are subjects, each with the rules that count for them; None for all. The clocks
    say what runs and until when; how it was counted is in `clocks_of`. A right or a waiting
    time that is over has nothing to come; one that stands still comes last.
    """
    scope = Q(pk__in=[])
    for ids, keys in wanted:
        scope |= Q(subject_id__in=ids) if keys is None else Q(subject_id__in=ids, rule_key__in=keys)
    running = Q(lapses=False) | Q(due_on__gte=current_day())
    clocks = Clock.objects.filter(_OPEN, running, scope, subject_type=subject_type)
    running_first = F("paused_on").asc(nulls_first=True)
    first = clocks.order_by("subject_id", running_first, "due_on", "pk")
    shown = first.distinct("subject_id").select_related("rule").only(*_LINE)
    return {clock.subject_id: clock for clock in shown}


def _over() -> Q:
    """Past its last day, or its moment, and not standing still."""
    ended = Q(due_on__lt=current_day()) | Q(due_at__lte=current_moment())
    return ended & Q(paused_on__isnull=True, due_on__lte=current_day())


def running_over(subject_type: str, rule_keys: Collection[str] = ()) -> QuerySet[Clock]:
    """Open clocks that somebody is late with, of these rules or of all.

    They are to be tied to subjects by `subject_id`.
    """
    clocks = Clock.objects.filter(_DUTY, _over(), subject_type=subject_type)
    return clocks.filter(rule_key__in=rule_keys) if rule_keys else clocks


def due_between(subject_type: str, first: date, last: date) -> QuerySet[Clock]:
    """Open clocks of duties that end on these days and run; to be tied by `subject_id`."""
    return Clock.objects.filter(
        _DUTY,
        subject_type=subject_type,
        paused_on__isnull=True,
        due_on__range=(first, last),
    )


def due_within(subject_type: str, days: int) -> QuerySet[Clock]:
    """Open clocks that end today or within so many days."""
    today = current_day()
    return due_between(subject_type, today, today + timedelta(days=days))


def overdue_clocks(actor: Person, subject_type: str) -> QuerySet[Clock]:
    """Open clocks of the actor's agency whose last day is past, longest overdue first.

    The caller still passes the subjects through the selector of their app.
    """
    clocks = running_over(subject_type).filter(agency_id=actor.agency_id)
    return clocks.select_related("rule").only(*_LINE).order_by("due_on", "pk")


def clocks_to_come(
    actor: Person, subject_type: str, first: date, last: date, most: int
) -> list[Clock]:
    """The first *most* open clocks of the actor's agency that end on these days.

    The caller still passes the subjects through the selector of their app.
    """
    clocks = due_between(subject_type, first, last).filter(agency_id=actor.agency_id)
    shown = clocks.select_related("rule").only(*_LINE).order_by("due_on", "pk")
    return list(shown[:most])
