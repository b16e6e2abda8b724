"""Filing supervision the other way round: what should not have been filed is withdrawn."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import CHIEF, LEADER, PROCURATOR, REASON, day, hears
from referrals.flows.filing_supervision.asking import FOLLOWER_TOLD
from referrals.flows.table import ClockStart, Field, Role, Transition

_POLICE_TOLD = hears(Role.RECEIVER, Post.HANDLER, Post.LEADER)
_LAW = "《人民检察院刑事诉讼规则》第五百六十五条"

WRONGLY_FILED = (
    Transition(
        "order_withdrawal",
        _("通知撤销案件"),
        ("explained",),
        "withdrawal_ordered",
        Role.SENDER,
        CHIEF,
        "《人民检察院刑事诉讼规则》第五百六十一条第一款",
        fields=(REASON,),
        paper="notice_to_withdraw",
        paper_to=(Role.RECEIVER,),
        tells=FOLLOWER_TOLD,
        conditions=("about_wrong_filing",),
    ),
    Transition(
        "withdraw_case",
        _("撤销案件"),
        ("withdrawal_ordered", "withdrawal_upheld", "correction"),
        "withdrawn",
        Role.RECEIVER,
        LEADER,
        "《人民检察院刑事诉讼规则》第五百六十三条；《公安机关办理刑事案件程序规定》第一百八十三条",
        fields=(day("withdrawn_on", _("撤销案件日期")), REASON),
        paper="withdrawal_decision",
        paper_to=(Role.SENDER,),
        copies_to=(Role.FOLLOWER,),
        tells=FOLLOWER_TOLD,
        effects=("parent_withdrawn",),
        conditions=("about_wrong_filing",),
        happened="withdrawn_on",
    ),
    Transition(
        "ask_reconsideration",
        _("要求复议"),
        ("withdrawal_ordered",),
        "withdrawal_reconsidered",
        Role.RECEIVER,
        LEADER,
        _LAW,
        fields=(REASON,),
        paper="withdrawal_objection",
        paper_to=(Role.SENDER,),
        starts=(ClockStart("fs.withdraw_recon", Role.SENDER, served=True),),
    ),
    Transition(
        "uphold_withdrawal",
        _("复议维持撤案通知"),
        ("withdrawal_reconsidered",),
        "withdrawal_upheld",
        Role.SENDER,
        CHIEF,
        _LAW,
        fields=(REASON,),
        ends=("fs.withdraw_recon",),
        tells=_POLICE_TOLD,
    ),
    Transition(
        "revoke_withdrawal",
        _("复议撤销撤案通知"),
        ("withdrawal_reconsidered",),
        "closed",
        Role.SENDER,
        CHIEF,
        _LAW,
        fields=(REASON,),
        ends=("fs.withdraw_recon",),
        tells=FOLLOWER_TOLD + _POLICE_TOLD,
    ),
    # The higher procuratorate is mostly not on the platform of a county: the day on which it
    # must have decided is a time to wait, and the decision is entered by the lower one.
    Transition(
        "ask_recheck",
        _("提请上一级检察院复核"),
        ("withdrawal_upheld",),
        "withdrawal_rechecked",
        Role.RECEIVER,
        LEADER,
        _LAW,
        fields=(Field("higher_name", _("上一级检察院"), most=120), REASON),
        paper="withdrawal_objection",
        paper_to=(Role.SENDER,),
        starts=(ClockStart("fs.withdraw_recheck", Role.SENDER, lapses=True),),
    ),
    Transition(
        "recheck_upheld",
        _("登记复核决定：维持"),
        ("withdrawal_rechecked",),
        "withdrawal_upheld",
        Role.SENDER,
        PROCURATOR,
        _LAW,
        fields=(REASON, day("decided_on", _("决定日期"))),
        ends=("fs.withdraw_recheck",),
        tells=_POLICE_TOLD,
        happened="decided_on",
    ),
    Transition(
        "recheck_revoked",
        _("登记复核决定：撤销撤案通知"),
        ("withdrawal_rechecked",),
        "closed",
        Role.SENDER,
        PROCURATOR,
        _LAW,
        fields=(REASON, day("decided_on", _("决定日期"))),
        ends=("fs.withdraw_recheck",),
        tells=FOLLOWER_TOLD + hears(Role.RECEIVER, Post.LEADER),
        happened="decided_on",
    ),
)
