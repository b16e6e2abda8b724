"""What is unusual but may be right: shown before recording, never refused."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.inputs import CaseInput
from cases.models import Outcome, PartyKind, Procedure, StepKind
from cases.money import fine_total
from cases.parsing.numbers import parse_number, year_warning
from cases.selectors.citing import citation_warnings

# 行政处罚法 Art. 51: what may be fined on the spot.
_ON_THE_SPOT = {PartyKind.NATURAL: Decimal(200)}
_ON_THE_SPOT_ORGANISATION = Decimal(3000)
_DECIDE_WITHIN = dt.timedelta(days=90)


def warnings_of(data: CaseInput) -> list[str]:
    """Every warning about a case that is about to be recorded."""
    found = [*_of_numbers(data), *_of_officers(data), *_of_decision(data), *_of_time(data)]
    found += citation_warnings(data)
    if any(step.kind == StepKind.COURT_APPLICATION for step in data.steps) and not any(
        step.kind == StepKind.REMINDER for step in data.steps
    ):
        found.append(_("申请法院强制执行前没有催告记录（行政强制法第五十四条）。"))
    return found


def _of_numbers(data: CaseInput) -> Iterator[str]:
    for number, day in (
        (data.decision_number, data.decided_on),
        (data.file_number, data.filed_on),
    ):
        warning = year_warning(parse_number(number), day) if number else None
        if warning:
            yield warning


def _of_officers(data: CaseInput) -> Iterator[str]:
    if len({officer.name for officer in data.officers}) < 2:
        yield _("执法人员应当不少于两人（行政处罚法第四十二条）。")
    for officer in data.officers:
        if not officer.certificate_no:
            yield _("执法人员%s没有执法证号，请核对。") % officer.name


def _of_decision(data: CaseInput) -> Iterator[str]:
    if data.outcome != Outcome.PENALTY:
        return
    if not data.bases:
        yield _("没有引用处罚依据（行政处罚法第五十九条）。")
    kinds = [penalty.kind for penalty in data.penalties]
    if len(set(kinds)) < len(kinds):
        yield _("同一处罚种类填写了多次，请核对金额。")
    if data.procedure == Procedure.SIMPLE:
        limit = min(
            (_ON_THE_SPOT.get(PartyKind(p.kind), _ON_THE_SPOT_ORGANISATION) for p in data.parties),
            default=_ON_THE_SPOT_ORGANISATION,
        )
        if fine_total(data.penalties) > limit:
            yield _("简易程序的罚款超过了 %s 元（行政处罚法第五十一条）。") % f"{limit:,}"


def _of_time(data: CaseInput) -> Iterator[str]:
    if data.procedure != Procedure.SIMPLE and not data.filed_on:
        yield _("没有填写立案日期，办案期限无法计算。")
    if data.filed_on and data.decided_on and data.decided_on - data.filed_on > _DECIDE_WITHIN:
        days = (data.decided_on - data.filed_on).days
        yield _("从立案到决定共 %s 天，超过九十日（行政处罚法第六十条）。") % days
    ended, noticed = data.conduct_to or data.conduct_from, data.found_on or data.filed_on
    if ended and noticed and noticed > _two_years_after(ended):
        yield _("违法行为终了满二年后才被发现，请核对处罚时效（行政处罚法第三十六条）。")


def _two_years_after(day: dt.date) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 2, day=28 if leap_day else day.day)
