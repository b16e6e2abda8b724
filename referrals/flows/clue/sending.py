"""Clue transfer, the sender's part: register, have approved, send, object, close."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import (
    CONTACT,
    COORDINATION,
    HEAD,
    MATERIALS,
    PROCURATORATE,
    REASON,
    WORKERS,
    day,
    hears,
    side,
    words,
)
from referrals.flows.routing import RECEIVERS, TYPES
from referrals.flows.table import Field, Grant, Kind, Role, Transition

SOURCES = (
    ("inspection", _("执法检查")),
    ("case", _("办案中发现")),
    ("complaint", _("投诉举报")),
    ("review", _("案卷评查")),
    ("model", _("数据模型发现")),
    ("patrol", _("巡查")),
    ("media", _("媒体、网络")),
    ("assigned", _("上级交办")),
    ("other", _("其他")),
)
SECRECY = (
    ("internal", _("内部")),
    ("secret", _("工作秘密")),
)

_CONTENT = (
    Field("name", _("线索名称"), most=100, source="cause"),
    Field("clue_type", _("线索类型"), Kind.CHOICE, choices=TYPES),
    Field("source", _("线索来源"), Kind.CHOICE, choices=SOURCES),
    Field("place", _("发生地"), required=False, most=200, source="conduct_place"),
    day("occurred_on", _("发生日期"), required=False),
    day("found_on", _("发现日期")),
    Field("subjects", _("涉及的单位、人员"), most=200, source="parties"),
    Field("amount", _("涉及金额（元）"), Kind.MONEY, required=False, source="amount_involved"),
    words("summary", _("线索内容")),
    words("materials", _("材料清单"), required=False, most=2000),
    Field("secrecy", _("保密要求"), Kind.CHOICE, choices=SECRECY),
)
# What the other side is told; the handler's own opinion stays with the sender.
CLUE_FIELDS = (
    *(replace(each, sent=True) for each in _CONTENT[:9]),
    words("opinion", _("承办人意见")),
    *(replace(each, sent=True) for each in _CONTENT[9:]),
)

_DESIGN = "检司联合监督机制（线索移送）"
_LIVE = (
    "received",
    "in_review",
    "supplement",
    "case_opened",
    "rejected",
    "feedback_given",
    "returned",
)

SENDING = (
    Transition(
        "register",
        _("登记线索"),
        ("",),
        "draft",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=CLUE_FIELDS,
        paper="clue_registration",
    ),
    Transition(
        "revise",
        _("修改线索"),
        ("draft",),
        "draft",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=CLUE_FIELDS,
        paper="clue_registration",
    ),
    Transition(
        "submit",
        _("提交审批"),
        ("draft",),
        "unit_review",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(
            side(Role.RECEIVER, _("拟移送机关"), RECEIVERS),
            side(Role.SUPERVISOR, _("抄送检察院"), PROCURATORATE, required=False),
        ),
        conditions=("routed",),
    ),
    Transition(
        "cancel",
        _("撤回线索"),
        ("draft",),
        "cancelled",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(REASON,),
    ),
    Transition(
        "return_draft",
        _("退回修改"),
        ("unit_review",),
        "draft",
        Role.SENDER,
        HEAD,
        _DESIGN,
        fields=(REASON,),
    ),
    # Which agencies may be named follows from the type of the clue, and from nothing else.
    Transition(
        "approve",
        _("批准移送"),
        ("unit_review",),
        "sent",
        Role.SENDER,
        HEAD,
        "《行政处罚法》第八十二条；检司联合监督机制（线索移送）",
        fields=(
            side(Role.RECEIVER, _("移送机关"), RECEIVERS),
            side(Role.SUPERVISOR, _("抄送检察院"), PROCURATORATE, required=False),
            words("legal_reason", _("移送理由和依据"), source="opinion"),
            MATERIALS,
            CONTACT,
        ),
        paper="clue_transfer",
        paper_to=(Role.RECEIVER,),
        copies_to=(Role.SUPERVISOR,),
        grants=(Grant(Role.RECEIVER, "supervisor"),),
        conditions=("routed",),
        withdrawable=True,
    ),
    Transition(
        "redraft",
        _("重新登记"),
        ("returned",),
        "draft",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(REASON,),
    ),
    Transition(
        "supply",
        _("补充材料"),
        ("supplement",),
        "in_review",
        Role.SENDER,
        WORKERS,
        _DESIGN,
        fields=(words("supplied", _("补充的材料"), most=2000),),
    ),
    Transition(
        "object",
        _("提出异议"),
        _LIVE,
        "disputed",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(REASON, side(Role.OFFICE, _("协调办公室"), COORDINATION)),
        paper="clue_objection",
        paper_to=(Role.RECEIVER, Role.OFFICE),
        tells=hears(Role.RECEIVER, Post.LEADER, Post.CHIEF_PROCURATOR),
    ),
    Transition(
        "close",
        _("办结"),
        ("feedback_given", "rejected", "returned"),
        "closed",
        Role.SENDER,
        WORKERS | HEAD,
        _DESIGN,
        fields=(words("remark", _("备注"), required=False),),
        revokes=(Role.RECEIVER,),
    ),
)
