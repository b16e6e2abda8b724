"""Reading the log."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from audit.actors import Actor
from audit.hashing import content_of, is_hash_of
from audit.models import CHECKED, AuditEvent, AuditSeal
from audit.policies import may_read_log
from core.clock import current_day

SHOWN = 20


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What to look for; empty means anything. Days are local and inclusive.

    `person` is a whole name; `agency` and `label` are beginnings of one; `kind` is ACTS or
    READS; `case` is the number of a case. Without days the last DAYS are looked through, of
    one case all.
    """

    person: str = ""
    agency: str = ""
    verb: str = ""
    label: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    kind: str = ""
    case: int | None = None
    outside: bool = False


# Without a day, so many are looked through: each further month is a table of its own.
DAYS = 30
# Nothing in the log is older.
FIRST_DAY = datetime.date(2000, 1, 1)
ACTS, READS = "acts", "reads"


def days_of(query: EventQuery) -> tuple[datetime.date, datetime.date]:
    """The days that a query looks through, both inclusive."""
    until = query.until or max(current_day(), query.since or datetime.date.min)
    begin = FIRST_DAY if query.case else until - datetime.timedelta(days=DAYS - 1)
    since = query.since or min(begin, until)
    return since, until


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
    if query.case:
        found = found.filter(case_id=query.case)
    if query.outside:
        found = found.filter(outside=True)
    if query.kind:
        found = found.filter(reading=query.kind == READS)
    since, until = days_of(query)
    found = found.filter(at__gte=_midnight(since))
    # What is written while somebody reads comes in above; tomorrow's stands for the clock of
    # another machine that is ahead.
    ahead = 1 if query.until else 2
    return found.filter(at__lt=_midnight(until + datetime.timedelta(days=ahead)))


@dataclass(frozen=True, slots=True)
class EventView:
    """A line, whether its signature is right, and the seal over it, if there is one yet."""

    event: AuditEvent
    signed: bool
    seal: AuditSeal | None


def event_view(actor: Actor | None, pk: int) -> EventView | None:
    """One line for the audit administrator; None for anyone else and where there is none."""
    if not may_read_log(actor):
        return None
    event = AuditEvent.objects.filter(pk=pk).first()
    if event is None:
        return None
    seals = AuditSeal.objects.filter(first_xid__lte=event.xid, end_xid__gt=event.xid)
    signed = is_hash_of(bytes(event.row_hash), content_of(event))
    return EventView(event, signed, seals.defer("marks", "ids").first())


def latest_seals(actor: Actor | None) -> list[AuditSeal]:
    """The last seals; nothing for anyone but the audit administrator."""
    if not may_read_log(actor):
        return []
    return list(AuditSeal.objects.defer("marks", "ids").order_by("-chain", "-number")[:SHOWN])


def latest_checks(actor: Actor | None) -> list[AuditEvent]:
    """The last verifications, like `latest_seals`."""
    if not may_read_log(actor):
        return []
    return list(AuditEvent.objects.filter(verb=CHECKED).order_by("-at", "-id")[:SHOWN])


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def events_of_case(case_id: int) -> QuerySet[AuditEvent]:
    """Every act and look at a case, in no order yet: for whoever cuts it to what a viewer may see.

    It shows nothing by itself to anybody; `cases.selectors.trail` does.
    """
    return AuditEvent.objects.filter(case_id=case_id)
