"""Sections and circles of people that many kinds of paper share."""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from documents.kinds.base import Section

ENFORCEMENT = frozenset({AgencyKind.ENFORCEMENT, AgencyKind.TOWNSHIP})
# Police make penalty decisions of their own.
PENALISING = ENFORCEMENT | {AgencyKind.POLICE}
POLICE = frozenset({AgencyKind.POLICE})
PROCURATORATE = frozenset({AgencyKind.PROCURATORATE})
COURT = frozenset({AgencyKind.COURT})
JUSTICE = frozenset({AgencyKind.JUSTICE})
EVERYBODY = frozenset(AgencyKind)
# Whoever takes a clue or a case in.
RECEIVING = EVERYBODY - {AgencyKind.COORDINATION}

LEADERS = frozenset({Post.LEADER})
CHIEF = frozenset({Post.CHIEF_PROCURATOR})
HEADS = LEADERS | CHIEF
PROCURATORS = CHIEF | {Post.PROCURATOR}
JUDGES = frozenset({Post.JUDGE, Post.LEADER})
EXECUTION_JUDGES = frozenset({Post.ENFORCEMENT_JUDGE, Post.LEADER})
HANDLERS = frozenset({Post.HANDLER, Post.LEADER})
INTAKE = frozenset(
    {Post.INTAKE, Post.HANDLER, Post.LEADER, Post.PROCURATOR, Post.CHIEF_PROCURATOR}
    | {Post.JUDGE, Post.ENFORCEMENT_JUDGE, Post.SUPERVISION_OFFICER, Post.COORDINATOR}
)
# Whoever works on a matter, in any agency.
WORKERS = INTAKE - {Post.INTAKE}

CASE_NAME = Section("case_name", _("案件名称"), most=100, source="case_name")
CASE_NUMBER = Section("case_number", _("案件编号"), most=60, source="case_number")
PARTY = Section("party", _("当事人"), most=200, source="party_name")
PARTY_DETAILS = Section(
    "party_details",
    _("当事人基本情况"),
    most=1000,
    source="party_details",
    help=_("姓名或者名称、证件种类、地址、法定代表人等"),
)
FACTS = Section("facts", _("案件事实"), most=5000, source="facts")
EVIDENCE = Section("evidence", _("证据"), "lines", most=200, source="evidence")
LAW = Section("law", _("法律依据"), most=1500, help=_("写明法律名称和条、款、项"))
REASONS = Section("reasons", _("理由"), most=3000)
OPINION = Section("opinion", _("意见"), most=3000)
CHARGE = Section("charge", _("涉嫌罪名"), most=100, source="charge")
THRESHOLD = Section("threshold", _("达到的追诉标准"), most=500, source="threshold")
MATERIALS = Section("materials", _("材料清单"), "lines", most=200, source="materials")
CONTACT = Section("contact", _("联系人及电话"), most=100, source="contact")
HANDLERS_OF_CASE = Section("handlers", _("办案人员及执法证号"), "lines", most=20, source="handlers")
DUE = Section("due", _("办理期限"), "day")
AMOUNT = Section("amount", _("涉案金额（元）"), "money", source="amount_involved")
REMARKS = Section("remarks", _("备注"), required=False, most=500)
DECISION_NUMBER = Section(
    "decision_number", _("行政处罚决定书文号"), most=80, source="decision_number"
)
DECIDED_ON = Section("decided_on", _("行政处罚决定日期"), "day", source="decided_on")
DECISION = Section("decision", _("行政处罚内容"), most=2000, source="decision_content")
RECEIVED_ON = Section("received_on", _("收到日期"), "day", source="today")
RECEIVER = Section("receiver", _("接收人"), most=50, source="signer")
PAPER_NUMBER = Section("paper_number", _("来文文号"), most=80, source="paper_number")
HANDOVER_NUMBER = Section("handover_number", _("移送书文号"), most=80, source="handover_number")
HANDED_OVER_ON = Section("handed_over_on", _("移送日期"), "day", source="handed_over_on")

GOODS = Section(
    "goods",
    _("涉案物品"),
    "table",
    most=500,
    source="goods",
    columns=(
        ("name", _("名称")),
        ("quantity", _("数量")),
        ("features", _("特征")),
        ("place", _("存放地点")),
        ("remarks", _("备注")),
    ),
)
