"""Reads of clocks."""

from collections.abc import Collection

from django.db.models import QuerySet

from agencies.models import Person
from core.clock import current_day
from deadlines.models import Clock

# What a line of a list says of a clock.
_LINE = ("subject_id", "rule_key", "due_on", "due_at", "closed_on", "rule__closing")


def clocks_of(subject_type: str, subject_ids: Collection[int]) -> list[Clock]:
    """All clocks of subjects the caller has already authorised: open first, then by due day."""
    clocks = Clock.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    found = clocks.select_related("rule").order_by("due_on", "pk")
    return sorted(found, key=lambda clock: not clock.is_open)


def next_due(subject_type: str, subject_ids: Collection[int]) -> dict[int, Clock]:
    """The open clock that ends first, for each subject that has one.

    They say what runs and until when; how it was counted is in `clocks_of`.
    """
    clocks = Clock.objects.filter(
        subject_type=subject_type, subject_id__in=subject_ids, closed_on__isnull=True
    )
    first = clocks.order_by("subject_id", "due_on", "pk").distinct("subject_id")
    shown = first.select_related("rule").only(*_LINE)
    return {clock.subject_id: clock for clock in shown}


def running_over(subject_type: str, rule_key: str) -> QuerySet[Clock]:
    """Open clocks of one rule whose last day is past, to be tied to subjects by `subject_id`."""
    return Clock.objects.filter(
        subject_type=subject_type,
        rule_key=rule_key,
        closed_on__isnull=True,
        due_on__lt=current_day(),
    )


def overdue_clocks(actor: Person, subject_type: str) -> QuerySet[Clock]:
    """Open clocks of the actor's agency whose last day is past, longest overdue first.

    The caller still passes the subjects through the selector of their app.
    """
    clocks = Clock.objects.filter(
        agency_id=actor.agency_id,
        subject_type=subject_type,
        closed_on__isnull=True,
        due_on__lt=current_day(),
    )
    return clocks.select_related("rule").only(*_LINE).order_by("due_on", "pk")
