"""Clues on public officials, the confidential way.

Between one designated person of the sender and the discipline commission: in no list, search
or figure of anybody else. The sender learns that it was received, and of what class the
outcome is; nothing of what is done, or with whom.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from referrals.flows.common import DISCIPLINE, HEAD, REASON, acts, day, side, words
from referrals.flows.table import ClockStart, Depth, Field, Flow, Kind, Role, State, Transition

_LAW = "《监察法》第三十七条；《行政执法机关移送涉嫌犯罪案件的规定》第十八条、第十九条"
_RULES = "《中国共产党纪律检查机关监督执纪工作规则》第二十条"
_LOCAL = "本地工作制度"
_OFFICER = frozenset({Post.SUPERVISION_OFFICER, Post.LEADER})
_INTAKE = _OFFICER | {Post.INTAKE}
_HEADS = acts(Role.SENDER, Post.LEADER, Post.CHIEF_PROCURATOR)
_COMMISSION = acts(Role.RECEIVER, Post.SUPERVISION_OFFICER)

OFFICIAL_TYPES = (
    ("discipline", _("违反党纪")),
    ("duty_violation", _("职务违法")),
    ("duty_crime", _("职务犯罪")),
)
DISPOSALS = (
    ("talk", _("谈话函询")),
    ("preliminary", _("初步核实")),
    ("held", _("暂存待查")),
    ("closed", _("予以了结")),
)
CLASSES = (
    ("filed", _("已立案")),
    ("handled", _("已处置")),
    ("closed", _("已了结")),
    ("elsewhere", _("转其他机关处理")),
)
_FIELDS = (
    Field("name", _("线索名称"), most=100),
    Field("official_type", _("问题类别"), Kind.CHOICE, choices=OFFICIAL_TYPES),
    day("found_on", _("发现日期")),
    Field("subjects", _("涉及的公职人员及单位"), most=200),
    words("summary", _("线索内容")),
    words("materials", _("材料清单"), required=False, most=2000),
    side(Role.RECEIVER, _("纪检监察机关"), DISCIPLINE),
)

DISCIPLINE_CLUE = Flow(
    name="discipline",
    label=_("公职人员问题线索移送"),
    law=_LAW,
    states=(
        State("draft", _("登记中"), waits_for=_HEADS, inner=Role.SENDER),
        State("cancelled", _("已撤回"), ended=True),
        State(
            "sent",
            _("已移送，待签收"),
            waits_for=acts(Role.RECEIVER, Post.INTAKE, Post.SUPERVISION_OFFICER),
            outcome=_("已移送"),
        ),
        State("received", _("已签收"), waits_for=_COMMISSION, outcome=_("已接收")),
        State("disposed", _("已作处置决定"), waits_for=_COMMISSION, outcome=_("已接收")),
        State("feedback_given", _("已反馈结果类别"), ended=True, outcome=_("已反馈")),
    ),
    transitions=(
        Transition(
            "register",
            _("登记线索"),
            ("",),
            "draft",
            Role.SENDER,
            HEAD,
            _LAW,
            fields=_FIELDS,
            starts=(ClockStart("dc.transfer", Role.SENDER, since="found_on"),),
        ),
        Transition(
            "cancel",
            _("撤回线索"),
            ("draft",),
            "cancelled",
            Role.SENDER,
            HEAD,
            _LOCAL,
            fields=(REASON,),
            ends=("dc.transfer",),
        ),
        Transition(
            "send",
            _("移送纪检监察机关"),
            ("draft",),
            "sent",
            Role.SENDER,
            HEAD,
            _LAW,
            fields=_FIELDS,
            paper="discipline_transfer",
            paper_to=(Role.RECEIVER,),
            ends=("dc.transfer",),
            withdrawable=True,
        ),
        Transition(
            "sign",
            _("签收"),
            ("sent",),
            "received",
            Role.RECEIVER,
            _INTAKE,
            _RULES,
            fields=(Field("received_at", _("接收时间"), Kind.MOMENT),),
            paper="discipline_receipt",
            paper_to=(Role.SENDER,),
            starts=(ClockStart("dc.opinion", Role.RECEIVER, since="received_at"),),
            custody=Role.RECEIVER,
            happened="received_at",
            signs=True,
        ),
        Transition(
            "dispose",
            _("提出处置意见"),
            ("received",),
            "disposed",
            Role.RECEIVER,
            _OFFICER,
            _RULES,
            fields=(
                Field("disposal", _("处置方式"), Kind.CHOICE, choices=DISPOSALS),
                day("disposed_on", _("处置决定日期")),
            ),
            starts=(ClockStart("dc.feedback", Role.RECEIVER, since="disposed_on"),),
            ends=("dc.opinion",),
            happened="disposed_on",
        ),
        # The class, and not a word more: there is no field for one.
        Transition(
            "give_feedback",
            _("反馈结果类别"),
            ("disposed",),
            "feedback_given",
            Role.RECEIVER,
            _OFFICER,
            _LOCAL,
            fields=(Field("outcome_class", _("结果类别"), Kind.CHOICE, choices=CLASSES),),
            ends=("dc.feedback",),
        ),
    ),
    sides={Role.SENDER: frozenset(AgencyKind) - DISCIPLINE, Role.RECEIVER: DISCIPLINE},
    depths={Role.SENDER: Depth.OUTCOME, Role.RECEIVER: Depth.FULL},
    needs_case=False,
    confidential=True,
)
