"""Sections and circles of people that many kinds of paper share.

A section bears the name of the transition's field that asks the same (referrals.flows), so that
it is typed once.
"""

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
DISCIPLINE = frozenset({AgencyKind.DISCIPLINE})
EVERYBODY = frozenset(AgencyKind)

LEADERS = frozenset({Post.LEADER})
CHIEF = frozenset({Post.CHIEF_PROCURATOR})
HEADS = LEADERS | CHIEF
PROCURATORS = CHIEF | {Post.PROCURATOR}
JUDGES = frozenset({Post.JUDGE, Post.INTAKE, Post.LEADER})
EXECUTION_JUDGES = frozenset({Post.ENFORCEMENT_JUDGE, Post.LEADER})
HANDLERS = frozenset({Post.HANDLER, Post.LEADER})
OFFICERS = frozenset({Post.SUPERVISION_OFFICER, Post.LEADER})
# Whoever works on a matter, in any agency.
WORKERS = HEADS | frozenset(
    {
        Post.HANDLER,
        Post.PROCURATOR,
        Post.JUDGE,
        Post.ENFORCEMENT_JUDGE,
        Post.SUPERVISION_OFFICER,
        Post.COORDINATOR,
    }
)
INTAKE = WORKERS | {Post.INTAKE}

# The case
CASE_NAME = Section("case_name", _("案件名称"), most=100, source="case_name")
ADMIN_NUMBER = Section("admin_number", _("行政案件编号"), most=60, source="case_number")
CASE_NUMBER = Section("case_number", _("案号"), most=60)
EXECUTION_NUMBER = Section("execution_number", _("执行案号"), most=60)
PARTY = Section("party", _("当事人"), most=1000, source="party_name")
PARTY_DETAILS = Section(
    "party_details",
    _("当事人基本情况"),
    most=3000,
    source="party_details",
    help=_("姓名或者名称、证件种类、地址、法定代表人等"),
)
SUSPECT = Section("suspect", _("犯罪嫌疑人（被告人）"), most=100, source="suspect")
FACTS = Section("facts", _("案件事实"), most=5000, source="facts")
EVIDENCE = Section("evidence", _("证据"), "lines", most=200, source="evidence")
# Goes along with what was sent before: starts with what has been collected since.
NEW_EVIDENCE = EVIDENCE.optional().filled_from("new_evidence")
CHARGE = Section("charge", _("涉嫌罪名"), most=100, source="charge")
THRESHOLD = Section("threshold", _("达到的追诉标准"), most=1000, source="threshold")
# Begins with the articles by which papers of the kind are made.
LAW = Section(
    "law", _("法律依据"), most=1500, source="kind_law", help=_("写明法律名称和条、款、项")
)
# By which the matter is judged: nobody knows them beforehand.
BASIS = Section("law", _("法律依据"), most=1500, help=_("写明法律名称和条、款、项"))
AMOUNT = Section("amount", _("金额（元）"), "money", source="amount_involved")
DECISION_NUMBER = Section(
    "decision_number", _("行政处罚决定书文号"), most=80, source="decision_number"
)
DECIDED_ON = Section("decided_on", _("决定日期"), "day", source="decided_on")
DECISION = Section("decision", _("行政处罚内容"), most=2000, source="decision_content")
SERVED_ON = Section("served_on", _("送达日期"), "day", source="served_on")

# What is said about it
REASON = Section("reason", _("理由"), most=3000)
REMEDY = Section(
    "remedy",
    _("申请行政复议、提起行政诉讼的途径和期限"),
    most=500,
    help=_(
        "写明自收到之日起六十日内可以申请行政复议、六个月内可以提起行政诉讼，"
        "以及复议机关和人民法院的名称；法律另有规定的从其规定"
    ),
)
OPINION = Section("opinion", _("意见"), most=3000)
COURSE = Section("course", _("办理经过"), most=3000, source="course")
REQUEST = Section("request", _("请求事项"), most=1000)
MATERIALS = Section("materials", _("材料清单"), "lines", most=200, source="materials")
HANDLERS_OF_CASE = Section("handlers", _("办案人员及执法证号"), "lines", most=20, source="handlers")
CONTACT = Section("contact", _("联系人及电话"), most=100, source="contact")
REMARK = Section("remark", _("备注"), required=False, most=500)
SUGGESTED = Section("suggested", _("建议移送的机关"), required=False, most=120)
HIGHER = Section("higher_name", _("上一级机关"), most=120)

# Of papers that answer another one
PAPER_NUMBER = Section("paper_number", _("来文文号"), most=80, source="paper_number")
HANDOVER_NUMBER = PAPER_NUMBER.called(_("移送书文号"))
RECEIVED_AT = Section("received_at", _("接收日期"), "day", source="today")
RECEIVED = Section("received_materials", _("接收的材料"), "lines", most=200)
RECEIVER_PERSON = Section("received_by", _("接收人"), most=60, source="signer")

GOODS = Section(
    "goods",
    _("物品"),
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
