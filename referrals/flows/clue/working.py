"""Clue transfer, the receiver's part: sign, assign, examine, open a case, tell the result."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from audit.registry import Text
from referrals.flows.common import (
    CASE_NUMBER,
    HEAD,
    INTAKE,
    JUSTICE,
    OWNERS,
    POLICE,
    PROCURATORATE,
    REASON,
    WORKERS,
    day,
    hears,
    side,
    words,
)
from referrals.flows.routing import RECEIVERS
from referrals.flows.table import Field, Grant, Kind, Role, Transition

_DESIGN = "检司联合监督机制（线索移送）"
_SENDER_TOLD = hears(
    Role.SENDER,
    Post.HANDLER,
    Post.PROCURATOR,
    Post.JUDGE,
    Post.SUPERVISION_OFFICER,
    Post.COORDINATOR,
)
OUTCOMES = (
    ("penalised", _("作出行政处罚")),
    ("corrected", _("已责令改正或者自行纠正")),
    ("prosecuted", _("追究刑事责任")),
    ("supervised", _("提出监督意见")),
    ("lawsuit", _("提起公益诉讼")),
    ("amended", _("修改、废止规范性文件")),
    ("duties_settled", _("明确职责分工")),
    ("unfounded", _("查证不属实")),
    ("other", _("其他")),
)

# What an agency of a kind can have come to; whatever isn't named here any may have.
_OF_KINDS: Mapping[str, frozenset[AgencyKind]] = {
    "penalised": OWNERS,
    "prosecuted": POLICE | PROCURATORATE,
    "supervised": JUSTICE | PROCURATORATE,
    "lawsuit": PROCURATORATE,
    "amended": JUSTICE,
    "duties_settled": JUSTICE,
}


def outcomes_of(kind: str) -> tuple[tuple[str, Text], ...]:
    """The results that an agency of this kind may tell."""
    return tuple(
        (name, label) for name, label in OUTCOMES if kind in _OF_KINDS.get(name, frozenset({kind}))
    )


WORKING = (
    Transition(
        "sign",
        _("签收"),
        ("sent", "forwarded"),
        "received",
        Role.RECEIVER,
        INTAKE | HEAD,
        _DESIGN,
        fields=(
            Field("received_at", _("接收时间"), Kind.MOMENT),
            words("material_check", _("材料核对情况"), required=False),
        ),
        paper="clue_receipt",
        paper_to=(Role.SENDER,),
        tells=_SENDER_TOLD,
        custody=Role.RECEIVER,
        happened="received_at",
        signs=True,
    ),
    Transition(
        "send_back",
        _("退回（无管辖权）"),
        ("sent", "forwarded", "received"),
        "returned",
        Role.RECEIVER,
        INTAKE | HEAD,
        _DESIGN,
        fields=(REASON, Field("suggested", _("建议移送的机关"), required=False, most=120)),
        paper="clue_return",
        paper_to=(Role.SENDER,),
        revokes=(Role.RECEIVER,),
        custody=Role.SENDER,
    ),
    Transition(
        "assign",
        _("分派"),
        ("received",),
        "in_review",
        Role.RECEIVER,
        HEAD,
        _DESIGN,
        fields=(
            Field("handler", _("承办人"), Kind.PERSON),
            day("due_on", _("办理期限"), required=False),
        ),
        paper="clue_assignment",
    ),
    Transition(
        "ask_more",
        _("要求补充材料"),
        ("in_review",),
        "supplement",
        Role.RECEIVER,
        WORKERS,
        _DESIGN,
        fields=(
            words("missing", _("需要补充的材料"), most=2000),
            day("supply_by", _("补充期限"), required=False),
        ),
        paper="clue_supplement",
        paper_to=(Role.SENDER,),
    ),
    Transition(
        "proceed",
        _("不再等待，继续审查"),
        ("supplement",),
        "in_review",
        Role.RECEIVER,
        WORKERS | HEAD,
        _DESIGN,
    ),
    Transition(
        "open_case",
        _("立案（受理）"),
        ("in_review", "supplement"),
        "case_opened",
        Role.RECEIVER,
        HEAD,
        "《行政处罚法》第五十四条；检司联合监督机制（线索移送）",
        fields=(CASE_NUMBER, day("opened_on", _("立案（受理）日期"))),
        paper="clue_acceptance",
        paper_to=(Role.SENDER,),
        tells=_SENDER_TOLD,
        happened="opened_on",
    ),
    Transition(
        "reject",
        _("不予受理（立案）"),
        ("in_review", "supplement"),
        "rejected",
        Role.RECEIVER,
        HEAD,
        _DESIGN,
        fields=(REASON,),
        paper="clue_rejection",
        paper_to=(Role.SENDER,),
        tells=_SENDER_TOLD,
        custody=Role.SENDER,
    ),
    Transition(
        "forward",
        _("转交其他机关"),
        ("in_review", "supplement", "received"),
        "forwarded",
        Role.RECEIVER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(side(Role.RECEIVER, _("转交机关"), RECEIVERS), REASON),
        paper="clue_forwarding",
        paper_to=(Role.RECEIVER, Role.SENDER),
        grants=(Grant(Role.RECEIVER, "supervisor"),),
        conditions=("routed", "another_receiver"),
    ),
    Transition(
        "give_feedback",
        _("反馈办理结果"),
        ("case_opened",),
        "feedback_given",
        Role.RECEIVER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(
            Field("result", _("办理结果"), Kind.CHOICE, choices=OUTCOMES),
            day("result_on", _("办结日期")),
            words("shared_summary", _("可以告知的情况"), required=False),
        ),
        paper="clue_feedback",
        paper_to=(Role.SENDER,),
        tells=_SENDER_TOLD,
        custody=Role.SENDER,
        conditions=("result_fits",),
    ),
    Transition(
        "settle",
        _("会商后继续办理"),
        ("disputed",),
        "in_review",
        Role.OFFICE,
        frozenset({Post.COORDINATOR, Post.LEADER}),
        "检司联合监督机制（联席会议）",
        fields=(words("settlement", _("会商意见")),),
        tells=_SENDER_TOLD + hears(Role.RECEIVER, Post.LEADER, Post.CHIEF_PROCURATOR),
        # Sent back, it was closed to them.
        grants=(Grant(Role.RECEIVER, "supervisor"),),
        custody=Role.RECEIVER,
    ),
    Transition(
        "settle_close",
        _("会商后办结"),
        ("disputed",),
        "closed",
        Role.OFFICE,
        frozenset({Post.COORDINATOR, Post.LEADER}),
        "检司联合监督机制（联席会议）",
        fields=(words("settlement", _("会商意见")),),
        revokes=(Role.RECEIVER,),
        tells=_SENDER_TOLD,
    ),
)
