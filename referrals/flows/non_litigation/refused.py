"""Non-litigation enforcement, refused or denied: to the higher court, or the end.

The higher court is mostly not on the platform of a county: the agency enters what it was
served, and the day on which it must have ruled is a time to wait.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    HANDLER,
    INTERPRETATION,
    LEADER,
    REASON,
    REVIEW,
    day,
    hears,
)
from referrals.flows.non_litigation.court import CASE_NUMBER, EXECUTORS, RULED_ON, SUPERVISOR_TOLD
from referrals.flows.table import ClockStart, Field, Kind, Role, Transition

_REFUSAL = "《行政强制法》第五十六条第二款"
_DENIAL = f"《行政强制法》第五十八条第三款；{INTERPRETATION}第一百六十一条第二款"
_HIGHER = Field("higher_name", _("上一级人民法院"), most=120)
_ASKED_ON = replace(
    day("asked_on", _("上一级法院收到日期")),
    help=_("上一级法院作出裁定的期限从这一天起算"),
)
_WORK = HANDLER | LEADER
_COURT_TOLD = hears(Role.RECEIVER, Post.INTAKE, Post.JUDGE)

REFUSED_STEPS = (
    Transition(
        "ask_reconsideration",
        _("向上一级法院申请复议（不予受理）"),
        ("not_accepted",),
        "higher_reconsideration",
        Role.SENDER,
        LEADER,
        _REFUSAL,
        fields=(_HIGHER, REASON),
        paper="court_recon_application",
        copies_to=(Role.SUPERVISOR,),
        ends=("nl.refuse_recon",),
        conditions=("right_not_lapsed",),
    ),
    # Signed first, received later: the period of the higher court begins only with that.
    Transition(
        "higher_received",
        _("登记上一级法院收到日期"),
        ("higher_reconsideration",),
        "higher_reconsideration",
        Role.SENDER,
        _WORK,
        _REFUSAL,
        fields=(_ASKED_ON,),
        starts=(ClockStart("nl.refuse_recon_decide", Role.SENDER, since="asked_on", lapses=True),),
        conditions=("higher_receipt_unknown",),
        happened="asked_on",
    ),
    Transition(
        "higher_accept",
        _("登记上一级法院裁定：应予受理"),
        ("higher_reconsideration",),
        "accepted",
        Role.SENDER,
        _WORK,
        _REFUSAL,
        fields=(RULED_ON, CASE_NUMBER, day("accepted_on", _("受理日期"))),
        starts=(ClockStart("nl.ruling", Role.RECEIVER, since="accepted_on"),),
        ends=("nl.refuse_recon_decide",),
        tells=_COURT_TOLD + SUPERVISOR_TOLD,
        settles=(REVIEW,),
        custody=Role.RECEIVER,
        happened="ruled_on",
    ),
    Transition(
        "higher_refuse",
        _("登记上一级法院裁定：维持不予受理"),
        ("higher_reconsideration",),
        "final_refused",
        Role.SENDER,
        _WORK,
        _REFUSAL,
        fields=(RULED_ON, REASON),
        ends=("nl.refuse_recon_decide",),
        tells=SUPERVISOR_TOLD,
        revokes=(Role.RECEIVER,),
        happened="ruled_on",
    ),
    Transition(
        "give_up",
        _("不申请复议"),
        ("not_accepted",),
        "final_refused",
        Role.SENDER,
        LEADER,
        _REFUSAL,
        fields=(REASON,),
        ends=("nl.refuse_recon",),
        tells=SUPERVISOR_TOLD,
        revokes=(Role.RECEIVER,),
    ),
    Transition(
        "ask_reconsideration_denial",
        _("向上一级法院申请复议（不准予执行）"),
        ("denied",),
        "higher_reconsideration_denial",
        Role.SENDER,
        LEADER,
        _DENIAL,
        fields=(_HIGHER, REASON),
        paper="court_recon_application",
        copies_to=(Role.SUPERVISOR,),
        ends=("nl.deny_recon",),
        conditions=("right_not_lapsed",),
    ),
    Transition(
        "higher_received_denial",
        _("登记上一级法院收到日期"),
        ("higher_reconsideration_denial",),
        "higher_reconsideration_denial",
        Role.SENDER,
        _WORK,
        _DENIAL,
        fields=(_ASKED_ON,),
        starts=(ClockStart("nl.deny_recon_decide", Role.SENDER, since="asked_on", lapses=True),),
        conditions=("higher_receipt_unknown",),
        happened="asked_on",
    ),
    Transition(
        "higher_grant",
        _("登记上一级法院裁定：准予执行"),
        ("higher_reconsideration_denial",),
        "granted",
        Role.SENDER,
        _WORK,
        _DENIAL,
        fields=(
            RULED_ON,
            Field("executor", _("实施主体"), Kind.CHOICE, choices=EXECUTORS),
        ),
        ends=("nl.deny_recon_decide",),
        tells=_COURT_TOLD + hears(Role.RECEIVER, Post.ENFORCEMENT_JUDGE) + SUPERVISOR_TOLD,
        settles=(REVIEW,),
        custody=Role.RECEIVER,
        happened="ruled_on",
    ),
    Transition(
        "higher_deny",
        _("登记上一级法院裁定：维持不准予"),
        ("higher_reconsideration_denial",),
        "final_denied",
        Role.SENDER,
        _WORK,
        _DENIAL,
        fields=(RULED_ON, REASON),
        ends=("nl.deny_recon_decide",),
        tells=SUPERVISOR_TOLD,
        revokes=(Role.RECEIVER,),
        happened="ruled_on",
    ),
    Transition(
        "give_up_denial",
        _("不申请复议（不准予执行）"),
        ("denied",),
        "final_denied",
        Role.SENDER,
        LEADER,
        _DENIAL,
        fields=(REASON,),
        ends=("nl.deny_recon",),
        tells=SUPERVISOR_TOLD,
        revokes=(Role.RECEIVER,),
    ),
)
