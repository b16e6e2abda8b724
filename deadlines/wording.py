"""How a count of days is put into words, for a screen or a document."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def _span(amount: int, unit: str) -> str:
    n = abs(amount)
    words = {
        "working_day": ngettext("%(n)d个工作日", "%(n)d个工作日", n),
        "calendar_day": ngettext("%(n)d日", "%(n)d日", n),
        "hour": ngettext("%(n)d小时", "%(n)d小时", n),
        "month": ngettext("%(n)d个月", "%(n)d个月", n),
        "year": ngettext("%(n)d年", "%(n)d年", n),
    }
    return words[unit] % {"n": n}


def explain(
    *,
    trigger: str,
    amount: int,
    unit: str,
    legal_basis: str,
    started_on: date,
    raw_due_on: date,
    due_on: date,
    due_at: datetime | None,
    provisional: bool,
) -> str:
    """Say from when, how long, until when and under which article a period runs."""
    facts = {
        "start": started_on.isoformat(),
        "trigger": trigger,
        "span": _span(amount, unit),
        "raw": raw_due_on.isoformat(),
        "due": due_on.isoformat(),
        "basis": legal_basis,
    }
    if due_at is not None:
        facts["due"] = timezone.localtime(due_at).strftime("%Y-%m-%d %H:%M")
        text = _("自%(start)s%(trigger)s的次一小时起%(span)s，至%(due)s（%(basis)s）")
    elif amount < 0:
        text = _("%(start)s%(trigger)s之前%(span)s，最迟%(due)s（%(basis)s）")
    elif raw_due_on != due_on:
        text = _(
            "自%(start)s%(trigger)s次日起%(span)s，末日%(raw)s为休息日，顺延至%(due)s（%(basis)s）"
        )
    else:
        text = _("自%(start)s%(trigger)s次日起%(span)s，至%(due)s（%(basis)s）")
    sentence = text % facts
    if provisional:
        sentence += _("；所涉年度的放假安排尚未公布或载入，日期为暂定")
    return sentence
