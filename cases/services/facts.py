"""What happens after the decision: payments, deferral, execution, remedies, closing."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.models import Person
from audit.services import hashed, record
from cases.clocks import refresh_clocks
from cases.inputs import CaseInput, DeferralInput, PaymentInput, RemedyInput, StepInput
from cases.models import Case
from cases.payments import twin_of, twin_words
from cases.selectors.inputs import input_of
from cases.services.checks import check_case, payment_fault
from cases.services.children import MODELS
from cases.services.correct import lock_case, save_changes
from cases.services.later_checks import Fact, faults_of
from cases.services.once import only_once
from cases.services.record import fill
from core.again import begun_again

# Free text, which may name people: the audit shows that it is there.
_SENSITIVE = frozenset({"plan"})
_SECTION: dict[type, str] = {
    PaymentInput: "payments",
    DeferralInput: "deferrals",
    StepInput: "steps",
    RemedyInput: "remedies",
}


@begun_again
@transaction.atomic
def add_fact(
    *,
    actor: Person,
    case_id: int,
    fact: Fact,
    request_key: str | None = None,
    another: bool = False,
) -> Model:
    """Add a payment, deferral, execution step or remedy; statuses and clocks follow.

    A payment that may be one that is there already is refused at `another`, unless that says
    that it is another. Raises AlreadyDone for a `request_key` that was used for this case.
    """
    case = lock_case(actor, case_id)
    only_once(case, actor=actor, key=request_key)
    _check_fact(case, fact)
    if isinstance(fact, PaymentInput) and not another:
        _check_new(case, fact)
    section = _SECTION[type(fact)]
    values: dict[str, Any] = {
        field.name: getattr(fact, field.name) for field in fields(fact) if field.name != "id"
    }
    row = MODELS[section]._default_manager.create(case=case, **values)
    data = input_of(case)
    if isinstance(fact, PaymentInput) and (fault := payment_fault(data)):
        raise ValidationError({"amount": fault})
    _follow(case, data, actor=actor)
    record(
        actor=actor,
        verb=f"case.add_{section}",
        obj=case,
        case_id=case.pk,
        changes={
            name: hashed(str(value)) if name in _SENSITIVE else str(value)
            for name, value in values.items()
            if value not in (None, "")
        },
    )
    return row


def _check_new(case: Case, payment: PaymentInput) -> None:
    twin = twin_of(payment, input_of(case).payments)
    if twin is not None:
        told = _("是另一笔的，请勾选后保存；就是这一笔的，不用再登记。")
        raise ValidationError({"another": f"{twin_words(twin)}{told}"})


def _check_fact(case: Case, fact: Fact) -> None:
    if not case.decided_on:
        raise ValidationError(_("案件尚未作出决定，不能登记执行情况。"))
    faults: dict[str, list[str]] = {}
    for name, fault in faults_of(fact, decision=case.decided_on):
        faults.setdefault(name, []).append(fault)
    if faults:
        raise ValidationError(faults)


@begun_again
@transaction.atomic
def record_service(
    *,
    actor: Person,
    case_id: int,
    served_on: dt.date,
    method: str,
    request_key: str | None = None,
) -> Case:
    """Record service of the decision (行政处罚法 Art. 61); the payment period starts.

    Raises AlreadyDone for a `request_key` that was used for this case.
    """
    case = lock_case(actor, case_id)
    only_once(case, actor=actor, key=request_key)
    if not case.decided_on:
        raise ValidationError(_("案件尚未作出决定，不能登记送达。"))
    if case.served_on:
        # Another date would move a statutory period: that is a correction, with its reason.
        raise ValidationError(
            _("已经登记于 %s 送达；日期有误的，请用“更正”修改并说明原因。")
            % case.served_on.isoformat()
        )
    data = replace(input_of(case), served_on=served_on, service_method=method)
    check_case(data)
    _follow(case, data, actor=actor)
    changes = {"served_on": served_on.isoformat(), "service_method": method}
    record(actor=actor, verb="case.serve", obj=case, case_id=case.pk, changes=changes)
    return case


@begun_again
@transaction.atomic
def close_case(
    *,
    actor: Person,
    case_id: int,
    closed_on: dt.date,
    reason: str,
    request_key: str | None = None,
) -> Case:
    """Close the case; its clocks close with it.

    Raises AlreadyDone for a `request_key` that was used for this case.
    """
    case = lock_case(actor, case_id)
    only_once(case, actor=actor, key=request_key)
    if case.closed_on:
        raise ValidationError(_("案件已经结案。"))
    data = replace(input_of(case), closed_on=closed_on, closing_reason=reason)
    check_case(data)
    _follow(case, data, actor=actor)
    changes = {"closed_on": closed_on.isoformat()}
    record(
        actor=actor, verb="case.close", obj=case, case_id=case.pk, changes=changes, ground=reason
    )
    return case


def _follow(case: Case, data: CaseInput, *, actor: Person) -> None:
    sector_before = case.sector
    fill(case, data)
    save_changes([(case, sector_before)])
    refresh_clocks([(case, data)], actor=actor)
