"""Conditions of the criminal handover."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from referrals.models import Referral, ReferralStep
from referrals.registry import Move, condition
from referrals.standing import counting
from referrals.values import day_in

_AT_LEAST = 2


@condition("certified_team", typed=True)
def certified_team(move: Move) -> str:
    """行政处罚法 Art. 42, 310号 Art. 5: two officers at least whose certificate is valid."""
    people = Person.objects.filter(pk__in=move.values.get("team", ()))
    certified = [
        each
        for each in people
        if each.certificate_no
        and (each.certificate_expires_on is None or each.certificate_expires_on >= move.today)
    ]
    if len(certified) >= _AT_LEAST:
        return ""
    return _("专案组至少有两名持有效执法证的人员。")


@condition("no_other_open_handover")
def no_other_open_handover(move: Move) -> str:
    """One handover of a case at a time."""
    if _others_open(move):
        return _("该案件已有正在办理的涉嫌犯罪移送。")
    return ""


@condition("no_other_open_enforcement")
def no_other_open_enforcement(move: Move) -> str:
    """One enforcement of a case at a time."""
    return _("该案件已有正在办理的强制执行。") if _others_open(move) else ""


@condition("not_demanded")
def not_demanded(move: Move) -> str:
    """What the procuratorate proposed, or was told was refused, isn't cancelled: it is handed over,
    or refused with reasons."""
    before = done(move)
    if "demand" in before:
        return _("检察院已建议移送，不能撤回。")
    return _("曾经作出不予批准移送的决定，不能撤回。") if "refuse" in before else ""


@condition("received_after_sent", typed=True)
def received_after_sent(move: Move) -> str:
    """Nothing is received before it was sent. Clocks on a wall show minutes."""
    sent, received = move.referral.sent_at, day_in(move.values.get("received_at"))
    if sent is None or not isinstance(received, dt.datetime):
        return ""
    if received < sent.replace(second=0, microsecond=0):
        said = timezone.localtime(sent)
        return _("接收时间不能早于移送时间（%(sent)s）。") % {"sent": f"{said:%Y-%m-%d %H:%M}"}
    return ""


@condition("something_revised", typed=True)
def something_revised(move: Move) -> str:
    """A correction says something else than what it corrects."""
    same = all(
        move.referral.values.get(name) == move.values.get(name)
        for name in ("competence", "economic")
    )
    return _("没有需要更正的内容。") if same else ""


@condition("copy_still_owed")
def copy_still_owed(move: Move) -> str:
    """The letter to the procuratorate goes out once."""
    return _("已经报检察院备案。") if done(move) & {"copy", "copy_later"} else ""


@condition("goods_still_owed")
def goods_still_owed(move: Move) -> str:
    """Nothing is said of goods that were handed over since the police filed, the last time."""
    steps = _standing(move)
    filed = [step.to_state == "filed" != step.from_state for step in steps]
    since = len(filed) - filed[::-1].index(True) if any(filed) else 0
    there = {step.transition for step in steps[since:]} & {"goods_handed", "no_goods"}
    return _("涉案物品已经移交或者已说明没有。") if there else ""


@condition("economic")
def economic(move: Move) -> str:
    """公通字〔2017〕25号 holds for economic crimes alone."""
    if move.referral.values.get("economic") == "yes":
        return ""
    return _("签收时登记为非经济犯罪案件，不适用这一期限。")


@condition("not_economic")
def not_economic(move: Move) -> str:
    """公通字〔2015〕32号 holds for the others."""
    if move.referral.values.get("economic") == "yes":
        return _("经济犯罪案件适用公通字〔2017〕25号的期限。")
    return ""


@condition("licence_revoked_before")
def licence_revoked_before(move: Move) -> str:
    """2023 年醉驾意见 Art. 20: the licence goes before the criminal case does."""
    if move.values.get("drunk_driving") != "yes":
        return ""
    revoked, decided = move.values.get("licence_revoked_on"), move.values.get("decided_on")
    if revoked and decided and str(revoked) <= str(decided):
        return ""
    return _("醉酒驾驶的，应当在作出决定之前吊销驾驶证，请填写吊销日期。")


@condition("handover_begun")
def handover_begun(move: Move) -> str:
    """There is a handover of this case to link to."""
    handovers = Referral.objects.filter(flow="forward", case=move.referral.case_id)
    if handovers.exclude(state="cancelled").exists():
        return ""
    return _("该案件还没有发起涉嫌犯罪移送。")


def done(move: Move) -> set[str]:
    """The transitions that stand."""
    return {step.transition for step in _standing(move)}


def _standing(move: Move) -> Sequence[ReferralStep]:
    if move.referral._state.adding:
        return ()
    return counting(move.referral.steps.order_by("number") if move.steps is None else move.steps)


def _others_open(move: Move) -> bool:
    if move.referral.case_id is None:
        return False
    others = Referral.objects.filter(
        flow=move.flow.name, case=move.referral.case_id, ended_at__isnull=True
    )
    return others.exclude(pk=move.referral.pk).exists()
