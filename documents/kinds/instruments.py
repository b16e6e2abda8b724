"""Instruments of procuratorial supervision and what is answered to them (2d)."""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from audit.registry import Text
from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_RULES = "《人民检察院检察建议工作规定》"
_SOURCE = Section("source", _("案件或者问题的来源"), most=1000)
_SUGGESTION = (
    _SOURCE,
    parts.FACTS.called(_("认定的案件事实或者发现的问题及证据")),
    Section("violation", _("违法情形或者应当消除的隐患"), most=3000),
    Section("advice", _("建议的具体内容"), most=3000),
    parts.BASIS.called(_("建议的法律依据")),
    Section(
        "object_by",
        _("提出异议的期限"),
        most=200,
        help=_("例如：对本检察建议有异议的，请自收到之日起几日内书面提出"),
    ),
    Section(
        "reply_by",
        _("书面回复的期限"),
        most=200,
        help=_("一般为自收到之日起两个月内；公益诉讼案件损害继续扩大等紧急情形为十五日内"),
    ),
    Section("other", _("其他需要说明的事项"), required=False, most=1000),
)
_ADDRESSED = frozenset(AgencyKind) - {AgencyKind.PROCURATORATE}
_SUGGESTION_NUMBER = parts.PAPER_NUMBER.called(_("检察文书文号"))
_MATTER = Section("matter", _("监督事项"), most=200, source="title")


def _suggestion(key: str, name: Text, symbol: str, law: str, certainty: str = "") -> PaperKind:
    """They differ in what they are about; all of them are called 检察建议书 on paper."""
    return PaperKind(
        key,
        name,
        symbol,
        parts.PROCURATORATE,
        parts.CHIEF,
        (_MATTER, *_SUGGESTION),
        law,
        certainty=certainty,
        receipt=True,
        subject="检察建议书",
    )


KINDS = (
    _suggestion("procuratorial_suggestion", _("检察建议书"), "行建", f"{_RULES}第九条、第十六条"),
    _suggestion(
        "class_suggestion", _("检察建议书（类案）"), "行类建", f"{_RULES}第九条、第十六条", "?"
    ),
    _suggestion(
        "governance_suggestion",
        _("检察建议书（社会治理）"),
        "建",
        f"{_RULES}第十一条、第十六条",
    ),
    _suggestion(
        "public_interest_suggestion",
        _("检察建议书（公益诉讼）"),
        "行公建",
        f"《行政诉讼法》第二十五条第四款；{_RULES}第十条、第十六条",
    ),
    PaperKind(
        "retrial_suggestion",
        _("再审检察建议书"),
        "行再建",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            parts.CASE_NAME,
            parts.CASE_NUMBER.called(_("生效裁判案号")),
            parts.COURSE.called(_("审查过程")),
            parts.FACTS.called(_("查明的事实")),
            parts.REASON.called(_("建议再审的理由")),
            parts.LAW,
        ),
        f"《行政诉讼法》第九十三条第二款；{_RULES}第八条",
        receipt=True,
    ),
    PaperKind(
        "protest_request",
        _("提请抗诉报告书"),
        "行提抗",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            parts.CASE_NAME,
            parts.CASE_NUMBER.called(_("生效裁判案号")),
            parts.HIGHER.called(_("上一级人民检察院")),
            parts.FACTS.called(_("查明的事实")),
            parts.REASON.called(_("提请抗诉的理由")),
            parts.LAW,
        ),
        "《行政诉讼法》第九十三条第二款",
        addressed=False,
    ),
    PaperKind(
        "supervision_review",
        _("审查意见"),
        "审意",
        parts.PROCURATORATE,
        parts.PROCURATORS,
        (_MATTER, _SOURCE, parts.FACTS, parts.OPINION.called(_("审查意见"))),
        "",
        internal=True,
        certainty="?",
    ),
    PaperKind(
        "file_access_letter",
        _("调阅案卷通知书"),
        "调卷",
        parts.PROCURATORATE | parts.JUSTICE,
        parts.PROCURATORS | parts.OFFICERS,
        (
            _MATTER,
            Section("files", _("调阅的案卷"), "lines", most=100),
            Section("deliver_by", _("请于何日前提供"), "day"),
            parts.CONTACT,
        ),
        f"{_RULES}第十三条",
        receipt=True,
    ),
    PaperKind(
        "interview_record",
        _("询问笔录"),
        "询",
        parts.PROCURATORATE | parts.JUSTICE | parts.PENALISING,
        parts.WORKERS,
        (
            _MATTER,
            Section("asked_on", _("询问日期"), "day"),
            Section("place", _("询问地点"), most=200),
            Section("asked_by", _("询问人及证件号"), "lines", most=10),
            Section("person", _("被询问人及其身份"), most=300),
            Section("told_rights", _("告知的权利义务"), most=1000),
            Section("record", _("询问内容"), most=5000),
        ),
        "《行政处罚法》第五十五条",
        layout=Layout.FORM,
        internal=True,
    ),
    PaperKind(
        "suggestion_objection",
        _("对检察文书的异议书"),
        "检异",
        _ADDRESSED,
        parts.HEADS,
        (_MATTER, _SUGGESTION_NUMBER, parts.REASON.called(_("异议的事实和理由"))),
        f"{_RULES}第二十一条",
    ),
    PaperKind(
        "objection_decision",
        _("异议复核决定书"),
        "异复",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            _MATTER,
            _SUGGESTION_NUMBER.called(_("异议书文号")),
            Section(
                "decision",
                _("复核决定"),
                "choice",
                choices=(
                    ("uphold", _("维持原检察文书")),
                    ("change", _("变更原检察文书")),
                    ("withdraw", _("撤回原检察文书")),
                ),
            ),
            parts.REASON,
        ),
        f"{_RULES}第二十一条",
    ),
    PaperKind(
        "written_reply",
        _("检察文书书面回复"),
        "检复",
        _ADDRESSED,
        parts.HEADS,
        (
            _MATTER,
            _SUGGESTION_NUMBER,
            Section("measures", _("采取的措施"), most=4000),
            Section("results", _("整改结果"), most=3000),
            parts.NEW_EVIDENCE.called(_("证明材料")),
            parts.CONTACT,
        ),
        f"{_RULES}第十九条",
        layout=Layout.LETTER,
        subject="关于{matter}的复函",
    ),
    PaperKind(
        "revisit_record",
        _("回访核实记录"),
        "访核",
        parts.PROCURATORATE | parts.JUSTICE,
        parts.PROCURATORS | parts.OFFICERS,
        (
            _MATTER,
            _SUGGESTION_NUMBER,
            Section("visited_on", _("回访日期"), "day"),
            Section("visited_by", _("回访人员"), "lines", most=10),
            parts.FACTS.called(_("核实的情况")),
            Section(
                "result",
                _("核实结论"),
                "choice",
                choices=(
                    ("rectified", _("已整改")),
                    ("partial", _("部分整改")),
                    ("not_rectified", _("未整改")),
                ),
            ),
        ),
        _RULES,
        internal=True,
        certainty="?",
        layout=Layout.FORM,
    ),
    PaperKind(
        "effect_assessment",
        _("监督效果评估表"),
        "效评",
        parts.PROCURATORATE | parts.JUSTICE,
        parts.PROCURATORS | parts.OFFICERS,
        (
            _MATTER,
            _SUGGESTION_NUMBER,
            Section("results", _("整改结果"), most=2000),
            Section("effect", _("效果评估"), most=2000),
            parts.OPINION.called(_("后续工作意见")),
        ),
        "",
        internal=True,
        certainty="?",
        layout=Layout.FORM,
    ),
    PaperKind(
        "public_interest_complaint",
        _("行政公益诉讼起诉书"),
        "行公诉",
        parts.PROCURATORATE,
        parts.CHIEF,
        (
            Section("defendant", _("被告基本情况"), most=500),
            Section("claims", _("诉讼请求"), most=2000),
            parts.FACTS.called(_("事实")),
            parts.REASON,
            parts.COURSE.called(_("诉前程序")),
            parts.LAW,
            parts.EVIDENCE,
            Section("court", _("受理法院"), most=120),
        ),
        "《行政诉讼法》第二十五条第四款",
        addressed=False,
    ),
)
