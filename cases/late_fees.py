"""What may be added to the fine of a case that is not paid in time (行政处罚法 Art. 72)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.blocks import row_of
from cases.clocks import DEFERRED, PAYMENT
from cases.models import Outcome, RemedyStatus
from cases.redaction import Section
from cases.selectors import CaseView
from core.clock import current_day
from core.screen import SummaryRow
from core.templatetags.ui import money
from deadlines.counting import Interval, LateFee, PartPayment, late_fee

# Whoever does not see one of these can't be told a sum that rests on it.
_NEEDED = (Section.DECISION, Section.EXECUTION, Section.REMEDIES, Section.CLOCKS)


def late_fee_of(view: CaseView) -> LateFee | None:
    """The fee until today, from what the viewer sees; None when there is none to reckon.

    It runs from the day after the period of payment, or after a deferral's plan.
    """
    if not all(map(view.shows, _NEEDED)) or not view.fine_total:
        return None
    if view.outcome != Outcome.PENALTY or view.remedy_status == RemedyStatus.REVOKED:
        return None
    clock = next((clock for clock in view.clocks if clock.rule_key == PAYMENT), None)
    if clock is None:
        return None
    # A plan's last day moves to a working day; there is no such clock from before 2021.
    plans = [deferral.plan_end for deferral in view.deferrals]
    plans += [each.due_on for each in view.clocks if each.rule_key == DEFERRED]
    return late_fee(
        view.fine_total,
        due_on=max([clock.due_on, *plans]),
        until=current_day(),
        payments=[PartPayment(each.paid_on, each.amount) for each in view.payments],
        pauses=[Interval(each.filed_on, each.decided_on) for each in view.remedies],
    )


def late_fee_rows(view: CaseView) -> list[SummaryRow]:
    """The fee for the section on execution; nothing while nothing has been added."""
    fee = late_fee_of(view)
    if fee is None or not fee.accrued:
        return []
    label = _("可加处罚款（截至%s）") % fee.until.isoformat()
    return [row_of(label, fee.accrued), row_of(_("加处罚款的计算"), _told(fee), wide=True)]


def _told(fee: LateFee) -> str:
    parts = [
        _("自%(since)s起每日按未缴罚款的百分之三") % {"since": fee.since.isoformat()},
        _("上限%s") % money(fee.cap),
    ]
    if fee.capped_on:
        parts.append(_("%s已达上限") % fee.capped_on.isoformat())
    elif fee.caps_on:
        parts.append(_("继续不缴的，%s达到上限") % fee.caps_on.isoformat())
    if fee.paused_days:
        text = ngettext("复议、诉讼期间%(n)d日不计", "复议、诉讼期间%(n)d日不计", fee.paused_days)
        parts.append(text % {"n": fee.paused_days})
    return _("；").join(parts) + _("（《行政处罚法》第七十二条、第七十三条）")
