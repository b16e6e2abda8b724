"""Reverse handover by police or court: no crime, or no punishment, but an offence to handle.

行政处罚法 Art. 27, 310号 Art. 13, 公安机关办理刑事案件程序规定 Art. 177.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from referrals.flows.common import (
    CASE_NUMBER,
    COPY_TO,
    HANDLER,
    INTAKE,
    JUDGE,
    LEADER,
    MATERIALS,
    OWNERS,
    PROCURATORATE,
    REASON,
    YES,
    acts,
    day,
    hears,
    side,
    words,
    yes_no,
)
from referrals.flows.reverse.answering import RESULTS
from referrals.flows.table import (
    ClockStart,
    Depth,
    Field,
    Flow,
    Grant,
    Kind,
    Role,
    State,
    Transition,
)

_LAW = "《行政处罚法》第二十七条；《行政执法机关移送涉嫌犯罪案件的规定》第十三条"
GROUNDS = (
    ("not_filed", _("不予立案，需要行政处理")),
    ("withdrawn", _("立案后撤销案件")),
    ("minor", _("情节显著轻微，不认为是犯罪")),
    ("no_evidence", _("证据不足，不能认定犯罪")),
    ("exempt", _("免予刑事处罚")),
    ("acquitted", _("判决无罪")),
    ("convicted", _("判决后仍需行政处罚")),
)
_AUTHORITY = acts(Role.RECEIVER, Post.HANDLER)
_SENDER_TOLD = hears(Role.SENDER, Post.HANDLER, Post.JUDGE)
_SENDERS = HANDLER | LEADER | JUDGE

REVERSE_DIRECT = Flow(
    name="reverse_direct",
    label=_("公安、法院反向移送"),
    law=_LAW,
    states=(
        State("sent", _("已移送，待签收"), waits_for=acts(Role.RECEIVER, Post.INTAKE)),
        State("received", _("已签收，待受理"), waits_for=_AUTHORITY, outcome=_("已签收")),
        State(
            "returned",
            _("不属本机关管辖，已退回"),
            waits_for=acts(Role.SENDER, Post.HANDLER, Post.JUDGE),
            outcome=_("已退回"),
        ),
        State("accepted", _("已受理（立案）"), waits_for=_AUTHORITY, outcome=_("已受理")),
        State("replied", _("已反馈处理结果"), ended=True, outcome=_("已处理")),
        State("closed", _("办结"), ended=True, outcome=_("办结")),
    ),
    transitions=(
        Transition(
            "send",
            _("移送行政机关处理"),
            ("", "returned"),
            "sent",
            Role.SENDER,
            _SENDERS,
            _LAW,
            fields=(
                side(Role.RECEIVER, _("行政主管机关"), OWNERS),
                COPY_TO,
                Field("subjects", _("当事人"), most=200, source="parties"),
                Field("ground", _("移送理由"), Kind.CHOICE, choices=GROUNDS),
                day("decided_on", _("作出决定的日期")),
                words("facts", _("查明的事实"), most=2000),
                words("suggestion", _("处理建议"), required=False),
                MATERIALS,
                yes_no("drunk_driving", _("是否醉酒驾驶（血液酒精含量80毫克/100毫升以上）")),
                day("licence_revoked_on", _("吊销驾驶证日期"), required=False),
            ),
            paper="administrative_transfer",
            paper_to=(Role.RECEIVER,),
            copies_to=(Role.SUPERVISOR,),
            starts=(
                ClockStart("rv.police", Role.SENDER, since="decided_on"),
                ClockStart(
                    "rv.drunk", Role.SENDER, since="decided_on", when=("drunk_driving", YES)
                ),
            ),
            # The licence goes before the case does: the condition sees to that.
            ends=("rv.police", "rv.drunk"),
            grants=(Grant(Role.RECEIVER, "handler"),),
            conditions=("licence_revoked_before", "another_receiver"),
            withdrawable=True,
        ),
        Transition(
            "sign",
            _("签收"),
            ("sent",),
            "received",
            Role.RECEIVER,
            INTAKE,
            _LAW,
            fields=(
                Field("received_at", _("接收时间"), Kind.MOMENT),
                words("received_materials", _("接收的材料"), most=2000),
            ),
            paper="reverse_receipt",
            paper_to=(Role.SENDER,),
            tells=_SENDER_TOLD,
            custody=Role.RECEIVER,
            happened="received_at",
            signs=True,
        ),
        Transition(
            "send_back",
            _("退回（不属本机关管辖）"),
            ("received",),
            "returned",
            Role.RECEIVER,
            INTAKE | LEADER,
            "《行政处罚法》第二十二条、第二十五条",
            fields=(REASON, Field("suggested", _("建议移送的机关"), required=False, most=120)),
            paper="reverse_return",
            paper_to=(Role.SENDER,),
            revokes=(Role.RECEIVER,),
            tells=_SENDER_TOLD,
            custody=Role.SENDER,
        ),
        Transition(
            "close",
            _("办结（不再移送）"),
            ("returned",),
            "closed",
            Role.SENDER,
            LEADER | JUDGE,
            _LAW,
            fields=(REASON,),
            tells=hears(Role.SUPERVISOR, Post.PROCURATOR),
        ),
        Transition(
            "accept",
            _("受理（立案）"),
            ("received",),
            "accepted",
            Role.RECEIVER,
            HANDLER | LEADER,
            "《行政处罚法》第五十四条、第二十七条",
            fields=(replace(CASE_NUMBER, source="file_number"), day("filed_on", _("立案日期"))),
            tells=_SENDER_TOLD,
            effects=("resume_parent_admin",),
        ),
        Transition(
            "reply",
            _("反馈处理结果"),
            ("accepted",),
            "replied",
            Role.RECEIVER,
            HANDLER | LEADER,
            "《行政处罚法》第二十七条第二款",
            fields=(
                Field("result", _("处理结果"), Kind.CHOICE, choices=RESULTS),
                Field(
                    "decision_number",
                    _("处罚决定书文号"),
                    required=False,
                    most=128,
                    source="decision_number",
                ),
                words("result_detail", _("处理情况"), most=1000),
            ),
            paper="reverse_reply",
            paper_to=(Role.SENDER,),
            copies_to=(Role.SUPERVISOR,),
            tells=_SENDER_TOLD + hears(Role.SUPERVISOR, Post.PROCURATOR),
            custody=Role.SENDER,
        ),
    ),
    sides={
        Role.SENDER: frozenset({AgencyKind.POLICE, AgencyKind.COURT}),
        Role.RECEIVER: OWNERS,
        Role.SUPERVISOR: PROCURATORATE,
    },
    depths={
        Role.SENDER: Depth.STEPS,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.FULL,
    },
    parent="forward",
    # Refused, withdrawn, or over for those whom it was about.
    parent_states=frozenset({"not_filed", "not_filed_final", "withdrawn", "concluded"}),
    inherits={
        Role.SENDER: Role.RECEIVER,
        Role.RECEIVER: Role.SENDER,
        Role.SUPERVISOR: Role.SUPERVISOR,
    },
    needs_parent=False,
    needs_case=False,
    access_ends=True,
)
