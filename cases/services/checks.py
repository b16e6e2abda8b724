"""What must hold for every case, whatever way it came in."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.inputs import CaseInput
from cases.models import Case, Outcome, PartyKind
from cases.parsing.kinds import PenaltyKind
from cases.parsing.numbers import parse_number, year_warning
from cases.services.children import MODELS, clean_identifier
from cases.services.later_checks import Fact, faults_of
from core.errors_on_form import labelled

Errors = dict[str, list[str]]

# Each date with those that can't come before it.
_ORDER = (
    ("found_on", "filed_on"),
    ("filed_on", "decided_on"),
    ("decided_on", "served_on"),
    ("decided_on", "published_on"),
    ("published_on", "publication_withdrawn_on"),
    ("conduct_from", "conduct_to"),
    ("filed_on", "closed_on"),
)
_DATES = sorted({name for pair in _ORDER for name in pair})


def _label(name: str) -> str:
    return str(getattr(Case._meta.get_field(name), "verbose_name", name))


def check_case(data: CaseInput) -> None:
    """Raise ValidationError that lists every fault by field."""
    errors: Errors = {}
    _check_dates(data, errors)
    _check_parties(data, errors)
    _check_decision(data, errors)
    for name in ("payments", "deferrals", "steps", "remedies"):
        _check_later(data, name, errors)
    if errors:
        raise ValidationError(errors)


def _add(errors: Errors, field: str, message: str) -> None:
    errors.setdefault(field, []).append(message)


def _check_dates(data: CaseInput, errors: Errors) -> None:
    today = timezone.localdate()
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


def warnings_of(data: CaseInput) -> list[str]:
    """What is unusual but may be right; shown before recording, never refused."""
    found = []
    if data.decision_number:
        found.append(year_warning(parse_number(data.decision_number), data.decided_on))
    if data.file_number:
        found.append(year_warning(parse_number(data.file_number), data.filed_on))
    if data.procedure != "simple" and len(data.officers) < 2:
        found.append(_("执法人员应当不少于两人（行政处罚法第四十二条）。"))
    found += [
        _("执法人员%s没有执法证号，请核对。") % officer.name
        for officer in data.officers
        if not officer.certificate_no
    ]
    if data.outcome == Outcome.PENALTY and not data.bases:
        found.append(_("没有引用处罚依据（行政处罚法第五十九条）。"))
    kinds = [penalty.kind for penalty in data.penalties]
    if len(set(kinds)) < len(kinds):
        found.append(_("同一处罚种类填写了多次，请核对金额。"))
    return [warning for warning in found if warning]
