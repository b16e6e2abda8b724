"""Non-litigation enforcement before the court: remind, wait, put off, be paid, apply.

What happens here is written into the case as well: reminder, deferral, remedy, payment and
application, so that nothing is entered twice and the periods of the case follow.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from cases.models import RemedyKind, RemedyOutcome, ServiceMethod
from referrals.flows.common import (
    CONTACT,
    COPY_TO,
    COURT,
    HANDLER,
    INTERPRETATION,
    LEADER,
    MATERIALS,
    NOBODY,
    REASON,
    day,
    hears,
    side,
    words,
)
from referrals.flows.non_litigation.performing import COURT_TOLD
from referrals.flows.non_litigation.states import (
    BEFORE_COURT,
    COURT_RULES,
)
from referrals.flows.table import ClockStart, Field, Grant, Kind, Role, Transition

# To whom the case is open while the court has it.
GRANTS = (Grant(Role.RECEIVER, "handler"), Grant(Role.SUPERVISOR, "supervisor"))
_SERVED = (
    day("reminder_served_on", _("送达日期")),
    Field("service_method", _("送达方式"), Kind.CHOICE, choices=tuple(ServiceMethod.choices)),
)
COLLECTING = (
    Transition(
        "open",
        _("转入催告执行"),
        ("",),
        "overdue",
        Role.SENDER,
        HANDLER,
        "《行政处罚法》第七十二条",
        fields=(words("situation", _("当事人未履行的情况"), required=False),),
        conditions=("payment_overdue", "no_other_open_enforcement"),
    ),
    Transition(
        "cancel",
        _("撤回（误录）"),
        ("overdue",),
        "cancelled",
        Role.SENDER,
        LEADER,
        "《行政处罚法》第七十二条",
        fields=(REASON,),
    ),
    Transition(
        "remind",
        _("制作催告书"),
        ("overdue",),
        "reminding",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第三十五条、第五十四条",
        fields=(
            Field("amount", _("应缴金额（元）"), Kind.MONEY, source="owed"),
            day("perform_by", _("催告书确定的履行期限")),
        ),
        paper="reminder",
        conditions=("reminder_leaves_time",),
    ),
    # It was served before the platform heard of it: on paper, from which it is entered.
    Transition(
        "record_reminder",
        _("登记此前已送达的催告书"),
        ("overdue",),
        "reminded",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第三十五条、第三十八条、第五十四条",
        fields=(
            Field("reminder_number", _("催告书文号"), required=False, most=80),
            Field("amount", _("应缴金额（元）"), Kind.MONEY, source="owed"),
            day("perform_by", _("催告书确定的履行期限")),
            *_SERVED,
        ),
        effects=("case_reminder",),
        conditions=("reminder_term_follows",),
        happened="reminder_served_on",
    ),
    # Ten working days from its service: they run on the case.
    Transition(
        "reminder_served",
        _("登记催告书送达"),
        ("reminding",),
        "reminded",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第三十八条、第五十四条",
        fields=_SERVED,
        effects=("case_reminder",),
        happened="reminder_served_on",
    ),
    Transition(
        "defer",
        _("批准延期、分期缴纳"),
        ("overdue", "reminded", "ready"),
        "deferred",
        Role.SENDER,
        LEADER,
        "《行政处罚法》第六十六条第二款、第七十二条第二款",
        fields=(
            day("deferred_on", _("批准日期")),
            day("plan_end", _("延期（最后一期）至")),
            Field("plan", _("缴纳安排"), required=False, most=200),
        ),
        paper="deferral_notice",
        effects=("case_deferral",),
        conditions=("plan_ahead",),
    ),
    Transition(
        "deferral_missed",
        _("未按延期、分期安排履行"),
        ("deferred",),
        "overdue",
        Role.SENDER,
        HANDLER,
        "《行政处罚法》第七十二条第二款",
        fields=(REASON,),
        conditions=("plan_ended",),
    ),
    Transition(
        "remedy_begun",
        _("当事人申请复议或者起诉"),
        BEFORE_COURT,
        "in_remedy",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第五十三条；《行政处罚法》第七十三条",
        fields=(
            Field("remedy", _("救济途径"), Kind.CHOICE, choices=tuple(RemedyKind.choices)),
            Field("remedy_body", _("受理机关"), most=120),
            day("remedy_filed_on", _("受理日期")),
            Field("remedy_number", _("案号"), required=False, most=80),
        ),
        effects=("case_remedy",),
    ),
    Transition(
        "remedy_upheld",
        _("复议、诉讼终结，决定仍应履行"),
        ("in_remedy",),
        "overdue",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第五十三条",
        fields=(
            Field(
                "remedy_outcome",
                _("结果"),
                Kind.CHOICE,
                choices=tuple(
                    (value, label)
                    for value, label in RemedyOutcome.choices
                    if value != RemedyOutcome.REVOKED
                ),
            ),
            day("remedy_decided_on", _("审结日期")),
        ),
        effects=("case_remedy_decided",),
    ),
    Transition(
        "remedy_revoked",
        _("处罚决定被撤销"),
        ("in_remedy",),
        "decision_fallen",
        Role.SENDER,
        HANDLER,
        "《行政诉讼法》第七十条；《行政复议法》第六十四条",
        fields=(day("remedy_decided_on", _("审结日期")),),
        effects=("case_decision_revoked",),
    ),
    # The day on which both waiting times are over: found by the platform.
    Transition(
        "become_ready",
        _("可以申请强制执行"),
        ("reminded",),
        "ready",
        Role.SENDER,
        NOBODY,
        f"《行政强制法》第五十三条、第五十四条；{INTERPRETATION}第一百五十六条",
        conditions=("may_apply",),
    ),
    Transition(
        "apply",
        _("申请强制执行"),
        ("reminded", "ready"),
        "applied",
        Role.SENDER,
        LEADER,
        "《行政强制法》第五十三条、第五十四条、第五十五条",
        fields=(
            side(Role.RECEIVER, _("有管辖权的人民法院"), COURT),
            COPY_TO,
            Field("amount", _("申请执行金额（元）"), Kind.MONEY, source="owed"),
            Field("execution_object", _("申请强制执行的标的情况"), Kind.LINES, most=500),
            words("party_opinion", _("当事人的意见"), required=False),
            MATERIALS,
            CONTACT,
        ),
        paper="enforcement_application",
        # 行政强制法 Art. 55: the decision and the reminder are part of what the court is given.
        # Made on paper, they are brought as files.
        attached=("spot_penalty_decision",),
        requires=("penalty_decision", "reminder"),
        instead=(("spot_penalty_decision", "penalty_decision"),),
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.SUPERVISOR,),
        # In Guangdong a duty at the same time; the copy goes out with the application anyway.
        starts=(ClockStart("nl.copy_proc.gd", Role.SENDER),),
        ends=("nl.copy_proc.gd",),
        grants=GRANTS,
        tells=hears(Role.SUPERVISOR, Post.PROCURATOR),
        effects=("case_court_application",),
        conditions=("may_apply", "enclosures_there"),
        withdrawable=True,
    ),
    Transition(
        "withdraw_application",
        _("撤回执行申请"),
        ("received", "accepted"),
        "reminded",
        Role.SENDER,
        LEADER,
        f"{INTERPRETATION}第一百五十五条、第一百五十六条",
        fields=(REASON,),
        ends=COURT_RULES,
        revokes=(Role.RECEIVER, Role.SUPERVISOR),
        tells=COURT_TOLD + hears(Role.SUPERVISOR, Post.PROCURATOR),
        effects=("case_application_withdrawn",),
        custody=Role.SENDER,
    ),
)
