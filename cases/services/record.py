"""One action with three entry points (browser, file, API): a case is recorded."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import Entry, record_all
from cases import money, sharing, status
from cases.clocks import refresh_clocks
from cases.inputs import CHILDREN, CaseInput
from cases.models import Case, Channel, ExternalKey
from cases.parsing.numbers import number_key
from cases.policies import may_record
from cases.services.checks import check_case
from cases.services.children import create_children
from core import outbox
from core.clock import current_moment

# Fields of CaseInput that are columns of Case as they are.
COLUMNS = tuple(
    field.name for field in fields(CaseInput) if field.name not in {*CHILDREN, "missing"}
)

# One message for many cases of a batch; a handler that fails is tried again for these.
_TOLD_AT_ONCE = 200

# The code of the error that tells of a decision number which another case bears.
NUMBER_TAKEN = "number_taken"


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


def announce(cases: Iterable[Case]) -> None:
    """Tell the floors above, after commit, that these versions of the cases are there."""
    told = list(cases)
    parts = (told[start : start + _TOLD_AT_ONCE] for start in range(0, len(told), _TOLD_AT_ONCE))
    # A version of a case is announced once, so that the first tells one message from another.
    outbox.publish_all(
        topic="case.changed",
        messages={
            f"case:{part[0].pk}:{part[0].version}": {"case_ids": [case.pk for case in part]}
            for part in parts
        },
    )


def announced(payload: Mapping[str, Any]) -> list[int]:
    """The cases of which a message "case.changed" tells; older ones told of one."""
    ids: list[int] = payload.get("case_ids") or [payload["case_id"]]
    return ids


@dataclass(frozen=True)
class NewCase:
    """A case to be recorded, which has passed check_case.

    `external` is the other system and the number of the case there.
    """

    data: CaseInput
    request_key: str | None = None
    external: tuple[str, str] | None = None


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
        new = NewCase(data, request_key)
        return done or record_cases(actor=actor, new=[new], channel=channel)[0]


def _made_before(actor: Person, request_key: str) -> Case | None:
    """The case that this request made, after any other call with the same key is through."""
    with connection.cursor() as cursor:
        key = f"case:{actor.agency_id}:{request_key}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    return Case.objects.filter(owner=actor.agency, request_key=request_key).first()


@transaction.atomic(savepoint=False)
def record_cases(*, actor: Person, new: Sequence[NewCase], channel: str) -> list[Case]:
    """Write new cases with all that belongs to them, in their order.

    The caller has judged who may and what is right. The number of statements doesn't
    depend on that of the cases. Raises IntegrityError when one of them clashes with
    what is there, DataError for what a column doesn't hold; then the caller rolls back.
    """
    now = current_moment()
    cases = [_filled(actor, each, channel, now) for each in new]
    both = [(case, each.data) for case, each in zip(cases, new, strict=True)]
    Case.objects.bulk_create(cases)
    create_children(both)
    known = [(case, each.external) for case, each in zip(cases, new, strict=True) if each.external]
    if known:
        ExternalKey.objects.bulk_create(external_keys(actor, known))
    sharing.open_access(cases, actor=actor)
    refresh_clocks(both, actor=actor, history=channel != Channel.BROWSER, fresh=True)
    entries = [Entry("case.record", case, case.pk, ground=channel) for case in cases]
    record_all(actor=actor, entries=entries)
    announce(cases)
    return cases


def external_keys(
    actor: Person, known: Iterable[tuple[Case, tuple[str, str]]]
) -> list[ExternalKey]:
    """Under which numbers other systems know these cases, not yet written."""
    return [
        ExternalKey(agency=actor.agency, system=system, external_id=number, case=case)
        for case, (system, number) in known
    ]


def _filled(actor: Person, new: NewCase, channel: str, now: dt.datetime) -> Case:
    case = Case(
        owner=actor.agency,
        channel=channel,
        request_key=new.request_key,
        entered_by=actor,
        entered_at=now,
        changed_at=now,
    )
    fill(case, new.data)
    return case


@contextmanager
def naming_clashes(data: CaseInput) -> Iterator[None]:
    """Turn a clash of decision numbers into a message about the number."""
    try:
        yield
    except IntegrityError as error:
        if "case_decision_number_once" not in str(error):
            raise
        taken = ValidationError(number_taken(data.decision_number), code=NUMBER_TAKEN)
        raise ValidationError({"decision_number": taken}) from error


def number_taken(number: str) -> str:
    """What is said when the agency has a case with this decision number."""
    return _("本机关已有文号为“%s”的案件。") % number
