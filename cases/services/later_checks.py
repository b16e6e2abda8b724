"""What must hold for what follows a decision, entered one by one or with the whole case."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields

from django.utils.translation import gettext as _

from cases.inputs import DeferralInput, PaymentInput, RemedyInput, StepInput
from core.clock import current_day

Fact = PaymentInput | DeferralInput | StepInput | RemedyInput
# Days on which something happened; the end of a deferral lies ahead.
_HAPPENED = ("paid_on", "approved_on", "done_on", "filed_on", "decided_on")


def faults_of(fact: Fact, *, decision: dt.date) -> Iterator[tuple[str, str]]:
    """Each field in fault with what is wrong with it; `decision` is the day of the decision."""
    today = current_day()
    for name in (field.name for field in fields(fact) if field.name in _HAPPENED):
        day: dt.date | None = getattr(fact, name)
        if day and day > today:
            yield name, _("日期不能晚于今天。")
        elif day and day < decision:
            yield name, _("日期不能早于决定日期（%s）。") % decision.isoformat()
    if isinstance(fact, PaymentInput) and fact.amount <= 0:
        yield "amount", _("缴纳金额须大于零。")
    if isinstance(fact, DeferralInput) and fact.plan_end < fact.approved_on:
        yield "plan_end", _("延期截止日不能早于批准日期。")
    if isinstance(fact, RemedyInput):
        yield from _faults_of_result(fact)


def _faults_of_result(remedy: RemedyInput) -> Iterator[tuple[str, str]]:
    """A result has its day, and a day its result."""
    if remedy.decided_on and not remedy.outcome:
        yield "outcome", _("已填写审结日期，请选择结果。")
    if remedy.outcome and not remedy.decided_on:
        yield "decided_on", _("已选择结果，请填写审结日期。")
    if remedy.decided_on and remedy.decided_on < remedy.filed_on:
        yield "decided_on", _("审结日期不能早于受理日期。")
