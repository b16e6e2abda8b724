"""What must hold for every case, whatever way it came in."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.inputs import CaseInput
from cases.models import Case, Outcome, PartyKind
from cases.money import CONFISCATIONS, confiscated_total, fine_total, paid_total
from cases.parsing.kinds import PenaltyKind
from cases.services.children import MODELS, clean_identifier
from cases.services.later_checks import Fact, faults_of
from core.clock import current_day
from core.errors_on_form import labelled

Errors = dict[str, list[str]]

# Each date with those that can't come before it.
_ORDER = (
    ("found_on", "filed_on"),
    ("filed_on", "decided_on"),
    ("decided_on", "served_on"),
    ("decided_on", "published_on"),
    ("published_on", "publication_withdrawn_on"),
    ("published_on", "publish_until"),
    ("conduct_from", "conduct_to"),
    ("filed_on", "closed_on"),
)
# All of them lie behind us, but for the end of publication.
_DATES = sorted({name for pair in _ORDER for name in pair} - {"publish_until"})


def _label(name: str) -> str:
    return str(getattr(Case._meta.get_field(name), "verbose_name", name))


def check_case(data: CaseInput) -> None:
    """Raise ValidationError that lists every fault by field."""
    errors: Errors = {}
    _check_dates(data, errors)
    _check_parties(data, errors)
    _check_decision(data, errors)
    _check_evidence(data, errors)
    if fault := payment_fault(data):
        _add(errors, "payments", fault)
    for name in ("payments", "deferrals", "steps", "remedies"):
        _check_later(data, name, errors)
    if errors:
        raise ValidationError(errors)


def _add(errors: Errors, field: str, message: str) -> None:
    errors.setdefault(field, []).append(message)


def _check_dates(data: CaseInput, errors: Errors) -> None:
    today = current_day()
    for name in _DATES:
        day: dt.date | None = getattr(data, name)
        if day and day > today:
            _add(errors, name, _("%s不能晚于今天。") % _label(name))
    for before, after in _ORDER:
        first, second = getattr(data, before), getattr(data, after)
        if first and second and second < first:
            message = _("%(after)s不能早于%(before)s（%(day)s）。") % {
                "after": _label(after),
                "before": _label(before),
                "day": first.isoformat(),
            }
            _add(errors, after, message)


def _check_parties(data: CaseInput, errors: Errors) -> None:
    if not data.parties:
        _add(errors, "parties", _("至少填写一名当事人。"))
    for position, party in enumerate(data.parties, start=1):
        if not party.name and "party_name" not in data.missing:
            _add(errors, "parties", _("第%d名当事人：请填写名称。") % position)
        if party.kind == PartyKind.NATURAL and party.identifier_type == "uscc":
            _add(errors, "parties", _("第%d名当事人：自然人不使用统一社会信用代码。") % position)
        try:
            clean_identifier(party.identifier_type, party.identifier)
        except ValidationError as fault:
            _add(errors, "parties", _("第%d名当事人：") % position + "".join(fault.messages))


def _check_decision(data: CaseInput, errors: Errors) -> None:
    if not data.outcome:
        if data.decided_on or data.decision_number or data.penalties:
            _add(errors, "outcome", _("已填写决定内容，请选择处理结果。"))
        return
    if not data.decided_on:
        _add(errors, "decided_on", _("请填写决定日期。"))
    if not data.decision_number and "decision_number" not in data.missing:
        _add(errors, "decision_number", _("请填写决定书文号。"))
    if data.outcome == Outcome.PENALTY and not data.penalties:
        _add(errors, "penalties", _("给予处罚的，至少填写一种处罚。"))
    if data.outcome != Outcome.PENALTY and data.penalties:
        _add(errors, "penalties", _("处理结果不是给予处罚，不能填写处罚种类。"))
    for position, penalty in enumerate(data.penalties, start=1):
        amount = penalty.amount
        if penalty.kind == PenaltyKind.FINE and not amount:
            _add(errors, "penalties", _("第%d项处罚：罚款须填写金额。") % position)
        if amount is not None and amount < 0:
            _add(errors, "penalties", _("第%d项处罚：金额不能为负数。") % position)


def _check_evidence(data: CaseInput, errors: Errors) -> None:
    """A conversion has its day and who did it, and lies behind us and the collecting."""
    for item in data.evidence:
        if bool(item.converted_by) != bool(item.converted_on):
            _add(errors, "evidence", _("证据“%s”：转换人和转换日期要一并填写。") % item.name)
        if not item.converted_on:
            continue
        if item.converted_on > current_day():
            _add(errors, "evidence", _("证据“%s”：转换日期不能晚于今天。") % item.name)
        if item.obtained_on and item.converted_on < item.obtained_on:
            _add(errors, "evidence", _("证据“%s”：转换日期不能早于取得日期。") % item.name)


def _check_later(data: CaseInput, name: str, errors: Errors) -> None:
    rows: tuple[Fact, ...] = getattr(data, name)
    if not rows:
        return
    if not data.decided_on:
        _add(errors, name, _("案件尚未作出决定，不能登记执行情况。"))
        return
    for position, row in enumerate(rows, start=1):
        prefix = _("第%(number)s行：") % {"number": position} if len(rows) > 1 else ""
        for field, fault in faults_of(row, decision=data.decided_on):
            label = getattr(MODELS[name]._meta.get_field(field), "verbose_name", field)
            _add(errors, name, prefix + labelled(label, fault))


def payment_fault(data: CaseInput) -> str:
    """What is wrong with the payments together, or nothing.

    Nobody owes more than the fine, as much again added for delay (行政处罚法 Art. 72), and
    what was confiscated.
    """
    receipts = [payment.receipt_no for payment in data.payments if payment.receipt_no]
    if len(set(receipts)) < len(receipts):
        return _("同一票据号登记了两次，请核对。")
    unknown = any(p.kind in CONFISCATIONS and p.amount is None for p in data.penalties)
    owed = fine_total(data.penalties) * 2 + confiscated_total(data.penalties)
    paid = paid_total(data.payments)
    if not unknown and paid > owed:
        return _("缴纳合计 %(paid)s 元超过了应缴的上限 %(owed)s 元（罚款、加处罚款和没收）。") % {
            "paid": f"{paid:,.2f}",
            "owed": f"{owed:,.2f}",
        }
    return ""
