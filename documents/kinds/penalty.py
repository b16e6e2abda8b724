"""The penalty decision itself, ordinary and on the spot, and its approval of closing."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_LAW = "《行政处罚法》"

KINDS = (
    PaperKind(
        "penalty_decision",
        _("行政处罚决定书"),
        "罚决字",
        parts.PENALISING,
        parts.LEADERS,
        (
            parts.PARTY_DETAILS.called(_("当事人的姓名或者名称、地址")),
            parts.FACTS.called(_("违反法律、法规、规章的事实")),
            parts.EVIDENCE,
            Section("defence", _("告知和陈述、申辩、听证情况"), required=False, most=2000),
            parts.BASIS.called(_("行政处罚的依据")),
            Section("discretion", _("裁量理由"), required=False, most=1500),
            parts.DECISION.called(_("行政处罚的种类")),
            Section("perform_by", _("行政处罚的履行方式和期限"), most=500),
            parts.REMEDY,
        ),
        f"{_LAW}第五十九条",
        addressed=False,
    ),
    PaperKind(
        "spot_penalty_decision",
        _("当场行政处罚决定书"),
        "当罚",
        parts.PENALISING,
        parts.HANDLERS,
        (
            parts.PARTY_DETAILS,
            parts.FACTS.called(_("违法行为")),
            parts.BASIS.called(_("行政处罚的依据")),
            parts.DECISION.called(_("行政处罚的种类")),
            parts.AMOUNT.called(_("罚款数额（元）")).optional(),
            Section("happened_at", _("时间"), most=60),
            Section("place", _("地点"), most=200),
            parts.REMEDY,
            parts.HANDLERS_OF_CASE.called(_("执法人员及执法证号")),
        ),
        f"{_LAW}第五十二条",
        layout=Layout.FORM,
        addressed=False,
    ),
    PaperKind(
        "penalty_notice",
        _("行政处罚告知书"),
        "罚告",
        parts.PENALISING,
        parts.HANDLERS,
        (
            parts.PARTY,
            parts.FACTS.called(_("拟作出行政处罚的事实")),
            parts.REASON,
            parts.BASIS,
            parts.DECISION.called(_("拟作出的行政处罚内容")),
            Section(
                "rights",
                _("陈述、申辩、要求听证的权利和期限"),
                most=500,
                help=_("写明可以进行陈述和申辩；符合听证条件的，写明五日（工作日）内可以要求听证"),
            ),
            parts.CONTACT,
        ),
        f"{_LAW}第四十四条、第六十三条",
        receipt=True,
    ),
    PaperKind(
        "termination_decision",
        _("终止案件调查决定书"),
        "终调",
        parts.PENALISING,
        parts.LEADERS,
        (parts.CASE_NAME, parts.ADMIN_NUMBER, parts.PARTY, parts.REASON, parts.LAW),
        "",
        internal=True,
        certainty="?",
    ),
)
