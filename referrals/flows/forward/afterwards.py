"""What happens after the decision on filing: supervised, goods, moved, withdrawn, concluded."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    CASE_NUMBER,
    HANDLER,
    LEADER,
    NOBODY,
    POLICE,
    REASON,
    REMARK,
    REVIEW,
    day,
    hears,
    side,
    words,
)
from referrals.flows.forward.review import ON_DECISION, REVIEWING
from referrals.flows.table import ClockStart, Grant, Role, Transition

_FILED_ON = day("filed_on", _("立案决定日期"))
_TOLD = hears(Role.SENDER, Post.HANDLER, Post.LEADER) + hears(Role.SUPERVISOR, Post.PROCURATOR)
_OPEN_TO_SENDER = ("cf.recon_apply", "cf.recon_to_proc", "cf.admin_after_refusal", "rv.police")
# Where the police have decided nothing yet, have given the case back, or where the agency has
# gone on with its own case: told to file, they take it up from there.
FILED_LATE = (*REVIEWING, "reconsideration", "returned", "withdrawn", "admin_resumed")

AFTERWARDS = (
    # These four follow from the filing supervision that hangs on this handover.
    Transition(
        "supervision_opened",
        _("进入立案监督"),
        ("not_filed", "not_filed_final"),
        "supervised",
        Role.SUPERVISOR,
        NOBODY,
        "《行政执法机关移送涉嫌犯罪案件的规定》第九条；《人民检察院刑事诉讼规则》第五百五十七条",
        ends=("cf.recon_apply", "cf.recon_to_proc"),
    ),
    Transition(
        "supervision_filed",
        _("监督立案"),
        ("supervised", *FILED_LATE),
        "filed",
        Role.RECEIVER,
        NOBODY,
        "《人民检察院刑事诉讼规则》第五百六十三条",
        fields=(
            CASE_NUMBER,
            _FILED_ON,
            side(Role.RECEIVER, _("立案的公安机关"), POLICE, required=False),
        ),
        starts=(ClockStart("cf.goods", Role.SENDER),),
        ends=(*ON_DECISION, "cf.recon_decide", *_OPEN_TO_SENDER),
        # Taken from them when the agency went on alone.
        grants=(Grant(Role.RECEIVER, "handler", 4), Grant(Role.SUPERVISOR, "supervisor")),
        tells=_TOLD,
        settles=(REVIEW,),
        custody=Role.RECEIVER,
        happened="filed_on",
    ),
    Transition(
        "supervision_ended",
        _("立案监督终结，不予立案"),
        ("supervised",),
        "not_filed_final",
        Role.SUPERVISOR,
        NOBODY,
        "《人民检察院刑事诉讼规则》第五百六十一条",
        tells=_TOLD,
    ),
    Transition(
        "supervision_withdrawn",
        _("监督撤案"),
        ("filed",),
        "withdrawn",
        Role.RECEIVER,
        NOBODY,
        "《人民检察院刑事诉讼规则》第五百六十三条；《公安机关办理刑事案件程序规定》第一百八十三条",
        fields=(REASON, day("withdrawn_on", _("撤销案件日期"))),
        starts=(ClockStart("rv.police", Role.RECEIVER, since="withdrawn_on"),),
        ends=("cf.goods",),
        tells=_TOLD,
        custody=Role.SENDER,
    ),
    Transition(
        "goods_handed",
        _("涉案物品已移交"),
        ("filed",),
        "filed",
        Role.SENDER,
        NOBODY,
        "《行政执法机关移送涉嫌犯罪案件的规定》第十二条；公通字〔2016〕16号第六条",
        ends=("cf.goods",),
    ),
    Transition(
        "no_goods",
        _("没有涉案物品需要移交"),
        ("filed",),
        "filed",
        Role.SENDER,
        HANDLER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第十二条",
        fields=(REASON,),
        ends=("cf.goods",),
        conditions=("goods_still_owed",),
    ),
    Transition(
        "move_jurisdiction",
        _("变更管辖"),
        ("filed",),
        "filed",
        Role.RECEIVER,
        LEADER,
        "《公安机关办理刑事案件程序规定》第一百八十四条",
        fields=(
            side(Role.RECEIVER, _("变更后的公安机关"), POLICE, elsewhere=True),
            day("moved_on", _("变更管辖日期")),
            REASON,
        ),
        paper="jurisdiction_notice",
        paper_to=(Role.SENDER, Role.RECEIVER),
        copies_to=(Role.SUPERVISOR,),
        starts=(ClockStart("cf.jur_change", Role.RECEIVER, since="moved_on"),),
        ends=("cf.jur_change",),
        grants=(Grant(Role.RECEIVER, "handler", 4),),
        tells=_TOLD,
        custody=Role.RECEIVER,
        conditions=("another_receiver",),
    ),
    Transition(
        "withdraw",
        _("撤销案件"),
        ("filed",),
        "withdrawn",
        Role.RECEIVER,
        LEADER,
        "《公安机关办理刑事案件程序规定》第一百八十六条、第一百八十九条；公通字〔2016〕16号第八条",
        fields=(REASON, day("withdrawn_on", _("撤销案件日期"))),
        paper="withdrawal_notice",
        paper_to=(Role.SENDER,),
        copies_to=(Role.SUPERVISOR,),
        starts=(
            ClockStart("cf.withdraw", Role.RECEIVER, since="withdrawn_on"),
            ClockStart("rv.police", Role.RECEIVER, since="withdrawn_on"),
        ),
        ends=("cf.withdraw", "cf.goods"),
        tells=_TOLD,
        custody=Role.SENDER,
        happened="withdrawn_on",
        conditions=("tracks_ended",),
    ),
    # Not to be left lying: what isn't a crime may still be an offence against the law.
    Transition(
        "resume_admin",
        _("转为行政处理"),
        ("refused", "returned", "not_filed", "not_filed_final", "withdrawn"),
        "admin_resumed",
        Role.SENDER,
        HANDLER | LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第十条、第十三条；《行政处罚法》第二十七条",
        fields=(words("handling", _("处理意见")),),
        ends=_OPEN_TO_SENDER,
        # The procuratorate keeps what it has: it may still demand reasons of its own accord (规则
        # Art. 557), and looks whether a penalty takes the place of a handover (310号 Art. 14).
        revokes=(Role.RECEIVER,),
        tells=hears(Role.SUPERVISOR, Post.PROCURATOR),
        effects=("case_resumed",),
        custody=Role.SENDER,
    ),
    Transition(
        "conclude",
        _("刑事办理终结"),
        ("filed",),
        "concluded",
        Role.RECEIVER,
        HANDLER | LEADER,
        "《行政处罚法》第二十七条；《行政执法机关移送涉嫌犯罪案件的规定》第六条",
        fields=(REMARK,),
        tells=_TOLD,
        revokes=(Role.RECEIVER,),
        # What is left to follow: which decision was made and whether it was performed.
        grants=(Grant(Role.SUPERVISOR, "follower", 2),),
        conditions=("suspects_done", "goods_done", "reverse_decided"),
    ),
)
