"""Conditions on periods: what may be prolonged, what must be over first."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from deadlines.models import Clock
from referrals.clocks.running import is_over, running
from referrals.registry import Move, condition
from referrals.values import day_in

_THIRTY = ("cf.review_complex", "cf.review_econ_complex", "cf.review_econ_ext")
_PROLONGED = (
    "cf.review",
    "cf.review_verify",
    "cf.review_econ",
    "cf.review_econ_latest",
    "cf.review_econ_complex",
    "nl.exec_finish",
)
_EXPLAIN = ("fs.explain", "fs.explain_overdue_review")


@condition("review_not_prolonged")
def review_not_prolonged(move: Move) -> str:
    """Seven days take the place of three, and of nothing longer."""
    return "" if _running(move, ("cf.review",)) else _("审查期限已经延长过。")


@condition("review_not_at_thirty")
def review_not_at_thirty(move: Move) -> str:
    """Thirty days are given once."""
    return _("审查期限已经延长至三十日。") if _running(move, _THIRTY) else ""


@condition("review_at_thirty")
def review_at_thirty(move: Move) -> str:
    """More than thirty days only after thirty."""
    first = _running(move, ("cf.review_econ_complex",))
    return "" if first else _("延长至三十日以后，才能再延长。")


@condition("prolonged_in_time", typed=True)
def prolonged_in_time(move: Move) -> str:
    """An approval that comes after the last day prolongs nothing."""
    approved = day_in(move.values.get("approved_on")) or move.today
    late = [each for each in _running(move, _PROLONGED) if each.due_on < approved]
    # Of the economic ones the hard limit counts, not the usual target before it.
    limit = [each for each in late if each.rule_key != "cf.review_econ"]
    return _("期限已经届满，届满后批准的延长不发生效力。") if limit else ""


@condition("execution_not_extended")
def execution_not_extended(move: Move) -> str:
    """法释〔2000〕29号 Art. 5: once."""
    return "" if _running(move, ("nl.exec_finish",)) else _("执行期限已经延长过。")


@condition("reply_overdue")
def reply_overdue(move: Move) -> str:
    """Nobody is reported for silence before the last day is over."""
    return "" if is_over(_running(move, ("rv.reply",))) else _("回复期限尚未届满。")


@condition("explained_or_overdue")
def explained_or_overdue(move: Move) -> str:
    """规则 Art. 563: also where the police didn't answer within seven days."""
    if move.referral.state == "explained" or is_over(_running(move, _EXPLAIN)):
        return ""
    return _("公安机关说明理由的期限尚未届满。")


@condition("order_overdue")
def order_overdue(move: Move) -> str:
    """规则 Art. 564, 562: corrected is who was told to file and didn't within fifteen days, and
    who has no good reason, or gives none within seven, for not having decided in time."""
    if move.referral.state in {"explained", "reasons_demanded"}:
        if move.referral.values.get("subject") != "overdue":
            return _("只有逾期未作出是否立案决定的，才可以不经通知立案直接提出纠正意见。")
        return explained_or_overdue(move)
    if move.referral.state != "filing_ordered" or is_over(_running(move, ("fs.file",))):
        return ""
    return _("公安机关立案的期限尚未届满。")


@condition("later_than_today", typed=True)
def later_than_today(move: Move) -> str:
    """A day that is set lies ahead."""
    for name in ("extended_to", "reply_by", "transfer_by"):
        day = day_in(move.values.get(name))
        if isinstance(day, dt.date) and day <= move.today:
            return _("确定的日期应当晚于今天。")
    return ""


def _running(move: Move, rules: Collection[str]) -> list[Clock]:
    return running(move.referral, rules, move.clocks() if move.clocks else None)
