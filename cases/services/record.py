"""One action with three entry points (browser, file, API): a case is recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import record
from cases import money, sharing, status
from cases.clocks import refresh_clocks
from cases.inputs import CHILDREN, CaseInput
from cases.models import Case, Channel
from cases.parsing.numbers import number_key
from cases.policies import may_record
from cases.services.checks import check_case
from cases.services.children import create_children
from core import outbox

# Fields of CaseInput that are columns of Case as they are.
COLUMNS = tuple(
    field.name for field in fields(CaseInput) if field.name not in {*CHILDREN, "missing"}
)


def fill(case: Case, data: CaseInput) -> None:
    """Set the columns of a case, with everything that follows from them."""
    for name in COLUMNS:
        setattr(case, name, getattr(data, name))
    if not case.sector:
        case.sector = data.matter.sector if data.matter else case.owner.sector
    case.missing = list(data.missing)
    case.file_key = number_key(data.file_number)
    case.decision_key = number_key(data.decision_number)
    kinds = {penalty.kind for penalty in data.penalties}
    case.penalty_kinds = sorted(kinds)
    case.fine_total = money.fine_total(data.penalties)
    case.confiscated_total = money.confiscated_total(data.penalties)
    case.paid_total = money.paid_total(data.payments)
    case.penalty_status = status.penalty_status(data)
    case.execution_status = status.execution_status(data)
    case.remedy_status = status.remedy_status(data)


def announce(case: Case) -> None:
    """Tell the floors above, after commit, that this version of the case is there."""
    outbox.publish(
        topic="case.changed",
        key=f"case:{case.pk}:{case.version}",
        payload={"case_id": case.pk},
    )


def record_case(
    *,
    actor: Person,
    data: CaseInput,
    channel: str = Channel.BROWSER,
    request_key: str | None = None,
) -> Case:
    """Record a case for the actor's agency: access, clocks, audit and outbox with it.

    The same `request_key` twice gives the case that the first one made. Raises
    PermissionDenied, and ValidationError that names each field in fault. Either
    way nothing is left behind, and an enclosing transaction must be rolled back
    to its own savepoint.
    """
    if not may_record(actor):
        raise PermissionDenied
    check_case(data)
    with naming_clashes(data), transaction.atomic(savepoint=False):
        done = _made_before(actor, request_key) if request_key else None
        return done or _record(actor, data, channel, request_key)


def _made_before(actor: Person, request_key: str) -> Case | None:
    """The case that this request made, after any other call with the same key is through."""
    with connection.cursor() as cursor:
        key = f"case:{actor.agency_id}:{request_key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    return Case.objects.filter(owner=actor.agency, request_key=request_key).first()


def _record(actor: Person, data: CaseInput, channel: str, request_key: str | None) -> Case:
    now = timezone.now()
    case = Case(
        owner=actor.agency,
        channel=channel,
        request_key=request_key,
        entered_by=actor,
        entered_at=now,
        changed_at=now,
    )
    fill(case, data)
    case.save(force_insert=True)
    create_children(case, data)
    sharing.open_access(case, actor=actor)
    refresh_clocks(case, data, actor=actor)
    record(actor=actor, verb="case.record", obj=case, case_id=case.pk, ground=channel)
    announce(case)
    return case


@contextmanager
def naming_clashes(data: CaseInput) -> Iterator[None]:
    """Turn a clash of decision numbers into a message about the number."""
    try:
        yield
    except IntegrityError as error:
        if "case_decision_number_once" not in str(error):
            raise
        raise ValidationError(
            {"decision_number": _("本机关已有文号为“%s”的案件。") % data.decision_number}
        ) from error
