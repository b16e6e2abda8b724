"""Filing supervision: reasons are demanded, given, and accepted or not."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    CASE_NUMBER,
    CHIEF,
    HANDLER,
    LEADER,
    POLICE,
    PROCURATOR,
    REASON,
    acts,
    day,
    hears,
    side,
    words,
)
from referrals.flows.table import ClockStart, Field, Kind, Role, State, Transition

_US = acts(Role.SENDER, Post.PROCURATOR)
_CHIEF = acts(Role.SENDER, Post.CHIEF_PROCURATOR)
_POLICE = acts(Role.RECEIVER, Post.LEADER)
FOLLOWER_TOLD = hears(Role.FOLLOWER, Post.HANDLER)
SUBJECTS = (
    ("not_filed", _("应当立案而不立案")),
    ("overdue", _("逾期未作出是否立案的决定")),
    ("wrongly_filed", _("不应当立案而立案")),
)
FILED = (CASE_NUMBER, day("filed_on", _("立案决定日期")))
_EXPLAIN_RULES = ("fs.explain", "fs.explain_overdue_review")

STATES = (
    State("opened", _("审查中"), waits_for=_US, outcome=_("审查中"), inner=Role.SENDER),
    State(
        "reasons_demanded",
        _("已要求说明理由"),
        waits_for=acts(Role.RECEIVER, Post.HANDLER, Post.LEADER),
        outcome=_("已要求说明理由"),
    ),
    State("explained", _("公安机关已说明理由"), waits_for=_US + _CHIEF),
    State("reasons_accepted", _("理由成立，待告知"), waits_for=_US, outcome=_("理由成立")),
    State("filing_ordered", _("已通知立案"), waits_for=_POLICE, outcome=_("已通知立案")),
    State("filed", _("公安机关已立案"), waits_for=_US, outcome=_("已立案")),
    State("correction", _("已发纠正违法通知书"), waits_for=_POLICE, outcome=_("已提出纠正意见")),
    State("correction_objected", _("对纠正意见有异议，复查中"), waits_for=_CHIEF),
    State("reported_up", _("已报上一级检察院"), waits_for=_US),
    State("withdrawal_ordered", _("已通知撤销案件"), waits_for=_POLICE),
    State("withdrawal_reconsidered", _("撤案通知复议中"), waits_for=_CHIEF),
    State("withdrawal_upheld", _("维持撤案通知"), waits_for=_POLICE),
    State("withdrawal_rechecked", _("提请上一级检察院复核"), waits_for=_US),
    State("withdrawn", _("公安机关已撤销案件"), ended=True, outcome=_("已撤销案件")),
    State("closed", _("监督终结"), ended=True, outcome=_("监督终结")),
)

ASKING = (
    Transition(
        "propose",
        _("建议立案监督"),
        ("",),
        "opened",
        Role.FOLLOWER,
        HANDLER | LEADER,
        "《行政执法机关移送涉嫌犯罪案件的规定》第九条",
        fields=(REASON, words("late_ground", _("逾期提出的理由"), required=False)),
        paper="supervision_proposal",
        paper_to=(Role.SENDER,),
        # That of the handover, for the day by which it had to be proposed. The procuratorate may
        # take it up later than that (规则 Art. 557).
        ends=("cf.recon_to_proc",),
        effects=("parent_supervised",),
        conditions=("refusal_stands", "late_with_ground"),
    ),
    # 依职权: also where no handover was refused, or none was made.
    Transition(
        "open",
        _("依职权启动立案监督"),
        ("",),
        "opened",
        Role.SENDER,
        PROCURATOR,
        "《人民检察院刑事诉讼规则》第五百五十七条、第五百五十九条",
        fields=(
            side(Role.RECEIVER, _("被监督的公安机关"), POLICE, required=False),
            REASON,
        ),
        effects=("parent_supervised",),
    ),
    Transition(
        "decline",
        _("不符合监督条件"),
        ("opened",),
        "closed",
        Role.SENDER,
        PROCURATOR,
        "《人民检察院刑事诉讼规则》第五百五十八条",
        fields=(REASON,),
        paper="supervision_declined",
        paper_to=(Role.FOLLOWER,),
        tells=FOLLOWER_TOLD,
        effects=("parent_not_filed",),
    ),
    Transition(
        "demand_reasons",
        _("要求说明理由"),
        ("opened",),
        "reasons_demanded",
        Role.SENDER,
        CHIEF,
        "《人民检察院刑事诉讼规则》第五百五十九条、第五百六十条、第五百六十二条",
        fields=(
            Field("subject", _("监督事项"), Kind.CHOICE, choices=SUBJECTS),
            words("question", _("要求说明的问题"), most=1000),
        ),
        paper="reasons_demand",
        paper_to=(Role.RECEIVER,),
        starts=(
            ClockStart(
                "fs.explain",
                Role.RECEIVER,
                served=True,
                when=("subject", frozenset({"not_filed", "wrongly_filed"})),
            ),
            ClockStart(
                "fs.explain_overdue_review",
                Role.RECEIVER,
                served=True,
                when=("subject", frozenset({"overdue"})),
            ),
        ),
        tells=FOLLOWER_TOLD,
    ),
    Transition(
        "explain",
        _("说明理由"),
        ("reasons_demanded",),
        "explained",
        Role.RECEIVER,
        HANDLER | LEADER,
        "《人民检察院刑事诉讼规则》第五百六十条；《公安机关办理刑事案件程序规定》第一百八十二条第一款",
        fields=(words("explanation", _("理由和依据"), most=400),),
        paper="reasons_explanation",
        paper_to=(Role.SENDER,),
        ends=_EXPLAIN_RULES,
        tells=FOLLOWER_TOLD,
    ),
    # Asked why, the police file of their own accord.
    Transition(
        "file_now",
        _("主动立案"),
        ("reasons_demanded",),
        "filed",
        Role.RECEIVER,
        LEADER,
        "《公安机关办理刑事案件程序规定》第一百八十二条",
        fields=FILED,
        paper="filing_decision",
        paper_to=(Role.SENDER,),
        copies_to=(Role.FOLLOWER,),
        starts=(ClockStart("fs.chase", Role.SENDER, since="filed_on"),),
        ends=_EXPLAIN_RULES,
        tells=FOLLOWER_TOLD,
        effects=("parent_filed",),
        conditions=("not_about_wrong_filing",),
        happened="filed_on",
    ),
    Transition(
        "accept_reasons",
        _("认为理由成立"),
        ("explained",),
        "reasons_accepted",
        Role.SENDER,
        PROCURATOR,
        "《人民检察院刑事诉讼规则》第五百六十一条第二款",
        fields=(REASON,),
        starts=(ClockStart("fs.notify_complainant", Role.SENDER),),
    ),
    Transition(
        "notify",
        _("告知行政执法机关"),
        ("reasons_accepted",),
        "closed",
        Role.SENDER,
        PROCURATOR,
        "《人民检察院刑事诉讼规则》第五百六十一条第二款",
        # 规则 561: it answers whoever proposed the supervision; the police have a copy.
        paper="reasons_accepted",
        paper_to=(Role.FOLLOWER,),
        copies_to=(Role.RECEIVER,),
        ends=("fs.notify_complainant",),
        tells=FOLLOWER_TOLD + hears(Role.RECEIVER, Post.HANDLER),
        effects=("parent_not_filed",),
    ),
)
