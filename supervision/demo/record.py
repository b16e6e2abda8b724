"""Records many cases at once, as if each had been recorded on its own day.

What follows from a case (columns, statuses, keys, rows, clocks) comes from the same
functions as in `record_case`; a test holds the two against each other.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from django.db import connection

from agencies.models import AgreementStatus, SharingAgreement
from audit.models import AuditEvent
from cases import sharing
from cases.clocks import clock_facts
from cases.models import AccessSource, Case, CaseAccess, Channel, Profile
from cases.services.checks import check_case
from cases.services.children import create_children
from cases.services.record import fill
from deadlines.calendar import current_rulebook
from deadlines.models import Clock
from deadlines.services import first_clock_of
from supervision.demo.clock import at_work
from supervision.demo.writer import Written

BATCH = 500
Say = Callable[[str], None]

# Rows of an agreement that is older than the case were written with the case.
_DATE_ACCESS = """
UPDATE cases_caseaccess a SET granted_at = GREATEST(a.entered_at, s.decided_at)
FROM agencies_sharingagreement s WHERE s.id = a.agreement_id
"""


def record_all(
    random: Random, written: Sequence[Written], agreements: Iterable[SharingAgreement], say: Say
) -> list[Case]:
    """Write the cases with everything that hangs on them, in the order given."""
    cases: list[Case] = []
    for start in range(0, len(written), BATCH):
        cases += _record(random, written[start : start + BATCH])
        say(f"{len(cases)} cases")
    for agreement in agreements:
        if agreement.status == AgreementStatus.IN_FORCE:
            sharing.apply_agreement(agreement.pk)
    with connection.cursor() as cursor:
        cursor.execute(_DATE_ACCESS)
    return cases


def _record(random: Random, written: Sequence[Written]) -> list[Case]:
    cases = [_case(random, each) for each in written]
    Case.objects.bulk_create(cases)
    create_children((case, each.data) for case, each in zip(cases, written, strict=True))
    Clock.objects.bulk_create(_clocks(cases, written))
    CaseAccess.objects.bulk_create(_own_row(case) for case in cases)
    AuditEvent.objects.bulk_create(_event(case) for case in cases)
    return cases


def _clocks(cases: Sequence[Case], written: Sequence[Written]) -> Iterator[Clock]:
    """As `record_cases` opens them today, known to the platform since the day of entry."""
    book = current_rulebook()
    both = [(case, each.data) for case, each in zip(cases, written, strict=True)]
    by_id = {case.pk: case for case in cases}
    for facts in clock_facts(both, book):
        case = by_id[facts.subject_id]
        clock = first_clock_of(book, facts, history=case.channel != Channel.BROWSER)
        if clock is not None:
            clock.created_at = case.entered_at
            yield clock


def _case(random: Random, each: Written) -> Case:
    check_case(each.data)
    case = Case(
        owner=each.clerk.agency,
        channel=each.channel,
        entered_by=each.clerk,
        entered_at=each.entered_at,
        changed_at=max(each.entered_at, at_work(random, _last_day(each))),
    )
    fill(case, each.data)
    return case


def _last_day(each: Written) -> dt.date:
    data = each.data
    days = [data.filed_on, data.decided_on, data.served_on, data.published_on, data.closed_on]
    days += [payment.paid_on for payment in data.payments]
    days += [step.done_on for step in data.steps]
    return max(day for day in days if day)


def _own_row(case: Case) -> CaseAccess:
    return CaseAccess(
        group_id=case.owner.group_id,
        permission_id=sharing.view_permission_id(),
        content_object=case,
        profile=Profile.OWNER,
        source=AccessSource.OWNERSHIP,
        basis=sharing.OWN_CASE,
        granted_by=case.entered_by,
        granted_at=case.entered_at,
        entered_at=case.entered_at,
        is_open=case.closed_on is None,
    )


def _event(case: Case) -> AuditEvent:
    clerk = case.entered_by
    assert clerk is not None  # every case of the demo county was entered by somebody
    return AuditEvent(
        at=case.entered_at,
        actor_id=clerk.pk,
        actor_name=clerk.name,
        agency_id=clerk.agency_id,
        agency_name=clerk.agency.name,
        verb="case.record",
        object_type=case._meta.label_lower,
        object_id=str(case.pk),
        object_label=str(getattr(case, "audit_label", case))[:200],
        case_id=case.pk,
        ground=case.channel,
    )
