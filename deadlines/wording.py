"""How a count of days is put into words, for a screen or a document."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.counting import Extension, Interval


def span(amount: int, unit: str) -> str:
    """A length of time, without its direction: 十个工作日 as "10个工作日"."""
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
    pauses: Sequence[Interval] = (),
    extensions: Sequence[Extension] = (),
    stated: bool = False,
) -> str:
    """Say from when, how long, until when and under which article a period runs.

    `stated`: a document names the last day, so *amount* and *unit* say nothing.
    A pause without a last day still runs: then there is no day until which.
    """
    length = [] if stated else [span(amount, unit)]
    length += map(_paused, pauses)
    length += [_("经批准延长%s") % span(extra.amount, extra.unit) for extra in extensions]
    facts = {
        "start": started_on.isoformat(),
        "trigger": trigger,
        "span": _("，").join(length),
        "raw": raw_due_on.isoformat(),
        "due": due_on.isoformat(),
        "basis": legal_basis,
    }
    if any(pause.last is None for pause in pauses):
        return _("自%(start)s%(trigger)s次日起%(span)s；恢复后重新计算到期日（%(basis)s）") % facts
    if due_at is not None:
        facts["due"] = timezone.localtime(due_at).strftime("%Y-%m-%d %H:%M")
        text = _("自%(start)s%(trigger)s的次一小时起%(span)s，至%(due)s（%(basis)s）")
    elif stated and raw_due_on != due_on:
        text = _("%(start)s%(trigger)s，文书写明的末日%(raw)s为休息日，顺延至%(due)s（%(basis)s）")
    elif stated:
        text = _("%(start)s%(trigger)s，文书写明至%(due)s（%(basis)s）")
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


def _paused(pause: Interval) -> str:
    first = pause.first.isoformat()
    if pause.last is None:
        return _("%(first)s起中止计算，尚未恢复") % {"first": first}
    last = pause.last.isoformat()
    return _("其中%(first)s至%(last)s不计入") % {"first": first, "last": last}
