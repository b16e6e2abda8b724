"""Reading the log."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEvent
from audit.policies import may_read_log


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What to look for; empty means anything. Days are local and inclusive.

    `person` is a whole name; `agency` and `label` are beginnings of one.
    """

    person: str = ""
    agency: str = ""
    verb: str = ""
    label: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    outside: bool = False


def recent_events(actor: Actor | None, query: EventQuery) -> QuerySet[AuditEvent]:
    """Events for the audit administrator, in no order yet; nothing for anyone else."""
    if not may_read_log(actor):
        return AuditEvent.objects.none()
    exact = {"actor_name": query.person, "verb": query.verb}
    begins = {"agency_name": query.agency, "object_label": query.label}
    found = AuditEvent.objects.filter(
        **{name: value for name, value in exact.items() if value},
        **{f"{name}__startswith": value for name, value in begins.items() if value},
    )
    if query.outside:
        found = found.filter(outside=True)
    if query.since:
        found = found.filter(at__gte=_midnight(query.since))
    if query.until:
        found = found.filter(at__lt=_midnight(query.until + datetime.timedelta(days=1)))
    return found


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def events_of_case(case_id: int) -> QuerySet[AuditEvent]:
    """Every act and look at a case, in no order yet: for whoever cuts it to what a viewer may see.

    It shows nothing by itself to anybody; `cases.selectors.trail` does.
    """
    return AuditEvent.objects.filter(case_id=case_id)
