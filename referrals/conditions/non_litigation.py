"""Conditions of non-litigation enforcement: what is owed, from when, by whose power."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.clocks import SUBJECT
from cases.clocks.periods import apply_facts
from cases.models import Case, MeasureKind, Outcome, Remedy, RemedyOutcome, StepKind
from deadlines.calendar import current_rulebook, rulebook_to_write_by
from deadlines.enforcement import window_of
from deadlines.services import ClockFacts, clock_of
from referrals.conditions.forward import done
from referrals.flows.non_litigation.performing import PAYMENT_IS, SAME
from referrals.flows.non_litigation.powers import OWN_POWER, SALE_OF_SEIZED, Power
from referrals.registry import Move, condition
from referrals.standing import counting
from referrals.values import day_in

# 行政处罚法 Art. 67: fifteen days from the day on which the decision was received, and to the
# next workday where the last of them is a day off.
_TO_PAY = "ap.pay"
# 行政强制法 Art. 54.
_REMINDED = "nl.reminder_wait"
_TO_HIGHER = {"ask_reconsideration", "ask_reconsideration_denial"}
_AT_HIGHER = {"higher_received", "higher_received_denial"}


@condition("payment_overdue")
def payment_overdue(move: Move) -> str:
    """A penalty in money, served, not paid, and the days to pay it over."""
    case = _case(move)
    if move.actor is not None and move.actor.agency_id != case.owner_id:
        return _("由作出处罚决定的机关催告、申请执行。")
    if case.outcome != Outcome.PENALTY or case.fine_total <= 0:
        return _("该案件没有需要执行的罚款。")
    if case.served_on is None:
        return _("处罚决定尚未送达。")
    if case.paid_total >= case.fine_total:
        return _("罚款已经缴清。")
    plan_end = max((row.plan_end for row in case.deferrals.all()), default=case.served_on)
    if move.today <= max(_last_day(case, _TO_PAY, case.served_on), plan_end):
        return _("缴款期限尚未届满。")
    return ""


def _last_day(case: Case, rule: str, served_on: dt.date) -> dt.date:
    facts = ClockFacts(
        rule_key=rule,
        subject_type=SUBJECT,
        subject_id=case.pk,
        agency_id=case.owner_id,
        start=served_on,
        closed_on=None,
    )
    clock = clock_of(current_rulebook(), facts)
    return clock.due_on if clock else served_on


@condition("may_apply")
def may_apply(move: Move) -> str:
    """行政强制法 Art. 53, 54: after the remedies, and ten working days after the reminder."""
    case = _case(move)
    if case.served_on is None:
        return _("处罚决定尚未送达。")
    remedies = _pursued(case)
    if any(row.decided_on is None for row in remedies):
        return _("复议或者诉讼尚未终结。")
    plans = [row.plan_end for row in case.deferrals.all()]
    reminders = case.steps.filter(kind=StepKind.REMINDER).order_by("-done_on")
    reminded_on = reminders.values_list("done_on", flat=True).first()
    facts = replace(apply_facts(case.served_on, remedies, plans), reminded_on=reminded_on)
    window = window_of(rulebook_to_write_by(), facts)
    if window is None or window.earliest is None:
        return _("催告书尚未送达。")
    if move.today < window.earliest:
        return _("自%(day)s起才能申请强制执行。") % {"day": window.earliest.isoformat()}
    return ""


@condition("plan_ahead", typed=True)
def plan_ahead(move: Move) -> str:
    """行政处罚法 Art. 66 Para. 2: leave to pay later names a day that is still to come."""
    end = day_in(move.values.get("plan_end"))
    if isinstance(end, dt.date) and end <= move.today:
        return _("延期（最后一期）的日期应当晚于今天。")
    return ""


@condition("plan_ended")
def plan_ended(move: Move) -> str:
    """Until the last day of the plan nobody has missed it."""
    end = day_in(move.referral.values.get("plan_end"))
    if isinstance(end, dt.date) and end < move.today:
        return ""
    return _("延期、分期的期限尚未届满。")


@condition("paid_in_full", typed=True)
def paid_in_full(move: Move) -> str:
    """What was paid before and is entered now covers the fine."""
    case = _case(move)
    paid = case.paid_total
    if move.values.get(PAYMENT_IS.name) != SAME:
        paid += Decimal(str(move.values.get("paid") or 0))
    if paid < case.fine_total:
        return _("本次填写的与以前登记的合计，不足以缴清罚款。只缴了一部分的，请先登记到位款项。")
    if move.values.get("paid") and not move.values.get("paid_on"):
        return _("请填写缴纳日期。")
    return ""


@condition("power_of_its_own")
def power_of_its_own(move: Move) -> str:
    """行政强制法 Art. 13; by Art. 46(3) also who has sealed or seized."""
    if _power(_case(move)) is not None:
        return ""
    return _("本机关没有行政强制执行权，应当申请人民法院强制执行。")


@condition("remedies_over")
def remedies_over(move: Move) -> str:
    """行政强制法 Art. 44, 46(3), 税收征收管理法 Art. 88(3): only where the party neither asked for
    reconsideration nor sued in time, or where that has been decided."""
    case = _case(move)
    power = _power(case)
    if power is None or not power.after_remedies:
        return ""
    if case.served_on is None:
        return _("处罚决定尚未送达。")
    remedies = _pursued(case)
    if any(row.decided_on is None for row in remedies):
        return _("复议或者诉讼尚未终结。")
    plans = [row.plan_end for row in case.deferrals.all()]
    window = window_of(rulebook_to_write_by(), apply_facts(case.served_on, remedies, plans))
    if window is None or window.remedy_end < move.today:
        return ""
    return _("当事人申请复议、提起诉讼的期限至%(day)s届满，此后才能强制执行。") % {
        "day": window.remedy_end.isoformat()
    }


@condition("reminder_term_over")
def reminder_term_over(move: Move) -> str:
    """行政强制法 Art. 35, 37: the day that the reminder named is over."""
    named = day_in(move.referral.values.get("perform_by"))
    if isinstance(named, dt.date) and named < move.today:
        return ""
    return _("催告书确定的履行期限尚未届满。")


@condition("executed_by_court")
def executed_by_court(move: Move) -> str:
    """The ruling says who executes."""
    if move.referral.values.get("executor") == "government":
        return _("裁定由行政机关组织实施。")
    return ""


@condition("executed_by_government")
def executed_by_government(move: Move) -> str:
    """The ruling says who executes."""
    if move.referral.values.get("executor") == "government":
        return ""
    return _("裁定由人民法院执行。")


@condition("not_heard_yet")
def not_heard_yet(move: Move) -> str:
    """Thirty days take the place of seven once."""
    return _("已经进入听取意见程序。") if "hear" in done(move) else ""


@condition("higher_receipt_unknown")
def higher_receipt_unknown(move: Move) -> str:
    """The higher court received one request once: the newest step of these two tells."""
    if move.referral._state.adding:
        return ""
    known = move.referral.steps.order_by("number") if move.steps is None else move.steps
    steps = counting(known)
    told = [each.transition for each in steps if each.transition in _TO_HIGHER | _AT_HIGHER]
    return _("已经登记过上一级法院收到的日期。") if told and told[-1] in _AT_HIGHER else ""


@condition("reminder_leaves_time", typed=True)
def reminder_leaves_time(move: Move) -> str:
    """行政强制法 Art. 35, 54, 69: ten working days; Art. 35 names no number for who enforces by
    power of its own. What counts in the end is the day of the service (`may_apply`)."""
    by = day_in(move.values.get("perform_by"))
    if not isinstance(by, dt.date):
        return ""
    case = _case(move)
    if _power(case) is not None:
        return "" if by > move.today else _("履行期限应当晚于今天。")
    least = _last_day(case, _REMINDED, move.today)
    if by >= least:
        return ""
    return _("履行期限自催告书送达起应当不少于十个工作日，最早为%(day)s。") % {
        "day": least.isoformat()
    }


@condition("reminder_term_follows", typed=True)
def reminder_term_follows(move: Move) -> str:
    """A reminder that was served asked for something that was still to come."""
    by = day_in(move.values.get("perform_by"))
    served = day_in(move.values.get("reminder_served_on"))
    if isinstance(by, dt.date) and isinstance(served, dt.date) and by <= served:
        return _("履行期限应当晚于催告书送达的日期。")
    return ""


def _power(case: Case) -> Power | None:
    """By which the agency of a case may enforce without the court."""
    found = OWN_POWER.get(case.sector) or OWN_POWER.get(case.owner.sector)
    if found is not None:
        return found
    seized = case.measures.filter(kind__in=(MeasureKind.SEAL, MeasureKind.SEIZE)).exists()
    return SALE_OF_SEIZED if seized else None


def _pursued(case: Case) -> list[Remedy]:
    """The remedies that the party took and didn't take back."""
    return list(case.remedies.exclude(outcome=RemedyOutcome.WITHDRAWN))


def _case(move: Move) -> Case:
    """The case, read for the platform: who may see the referral may be told why it waits."""
    return Case.objects.select_related("owner").get(pk=move.referral.case_id or 0)
