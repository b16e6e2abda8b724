"""What the police decide: filed or not, and again after reconsideration."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    CASE_NUMBER,
    HANDLER,
    LEADER,
    REASON,
    day,
    hears,
)
from referrals.flows.forward.review import ON_DECISION, REVIEWING
from referrals.flows.forward.sending import CHARGE
from referrals.flows.table import ClockStart, Field, Kind, Role, Transition

_FILED_ON = day("filed_on", _("立案决定日期"))
_DECIDED_ON = day("decided_on", _("决定日期"))
# 刑诉法 Art. 112, 16.
NOT_FILED_GROUNDS = (
    ("no_facts", _("没有犯罪事实")),
    ("minor", _("犯罪事实显著轻微，不需要追究刑事责任")),
    ("exempt", _("具有其他依法不追究刑事责任情形")),
)
_GROUND = Field("ground", _("不予立案的理由"), Kind.CHOICE, choices=NOT_FILED_GROUNDS)
_GOODS = ClockStart("cf.goods", Role.SENDER, served=True)
_TOLD = hears(Role.SENDER, Post.HANDLER, Post.LEADER) + hears(Role.SUPERVISOR, Post.PROCURATOR)

RESULTS = (
    Transition(
        "file",
        _("立案"),
        REVIEWING,
        "filed",
        Role.RECEIVER,
        LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第八条；《公安机关办理刑事案件程序规定》第一百七十八条、第一百八十一条",
        fields=(CASE_NUMBER, CHARGE, _FILED_ON),
        paper="filing_notice",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("cf.notice", Role.RECEIVER, since="filed_on"), _GOODS),
        ends=(*ON_DECISION, "cf.notice"),
        tells=_TOLD,
        happened="filed_on",
    ),
    Transition(
        "not_file",
        _("不予立案"),
        REVIEWING,
        "not_filed",
        Role.RECEIVER,
        LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第八条；《公安机关办理刑事案件程序规定》第一百七十八条、第一百八十一条；《刑事诉讼法》第一百一十二条",
        fields=(_GROUND, REASON, _DECIDED_ON),
        paper="no_filing_notice",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(
            ClockStart("cf.notice", Role.RECEIVER, since="decided_on"),
            ClockStart("cf.recon_apply", Role.SENDER, served=True, lapses=True),
            ClockStart("cf.admin_after_refusal", Role.SENDER),
        ),
        ends=(*ON_DECISION, "cf.notice"),
        tells=_TOLD,
        custody=Role.SENDER,
        happened="decided_on",
    ),
    Transition(
        "ask_reconsideration",
        _("申请复议"),
        ("not_filed",),
        "reconsideration",
        Role.SENDER,
        HANDLER | LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第九条；《公安机关办理刑事案件程序规定》第一百八十一条",
        fields=(REASON,),
        paper="recon_application",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("cf.recon_decide", Role.RECEIVER, served=True),),
        ends=("cf.recon_apply",),
        custody=Role.RECEIVER,
        conditions=("right_not_lapsed",),
    ),
    Transition(
        "reconsider_file",
        _("复议决定立案"),
        ("reconsideration",),
        "filed",
        Role.RECEIVER,
        LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第九条；《公安机关办理刑事案件程序规定》第一百八十一条",
        fields=(CASE_NUMBER, CHARGE, _FILED_ON, REASON),
        paper="recon_decision",
        says=(("decision", "file"),),
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(_GOODS,),
        ends=("cf.recon_decide", "cf.admin_after_refusal"),
        tells=_TOLD,
        happened="filed_on",
    ),
    Transition(
        "reconsider_uphold",
        _("复议维持不予立案"),
        ("reconsideration",),
        "not_filed_final",
        Role.RECEIVER,
        LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第九条；《公安机关办理刑事案件程序规定》第一百八十一条",
        fields=(REASON, _DECIDED_ON),
        paper="recon_decision",
        says=(("decision", "uphold"),),
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("cf.recon_to_proc", Role.SENDER, served=True, lapses=True),),
        ends=("cf.recon_decide",),
        tells=_TOLD,
        custody=Role.SENDER,
        happened="decided_on",
    ),
)
