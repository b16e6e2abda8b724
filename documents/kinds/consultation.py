"""Papers of case consultation and early intervention (2g)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_TITLE = Section("title", _("咨询标题"), most=50, source="title")
_LAW = "高检发释字〔2021〕4号第十三条"

KINDS = (
    PaperKind(
        "consultation_letter",
        _("个案咨询函"),
        "咨",
        parts.EVERYBODY,
        parts.WORKERS,
        (
            _TITLE,
            parts.CASE_NAME.optional(),
            parts.FACTS.called(_("案件基本情况")).optional(),
            Section("question", _("咨询内容"), most=3000),
            parts.MATERIALS.called(_("随附材料")).optional(),
            parts.CONTACT,
        ),
        _LAW,
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{title}的咨询函",
    ),
    PaperKind(
        "consultation_answer",
        _("咨询答复函"),
        "咨复",
        parts.EVERYBODY,
        parts.WORKERS,
        (
            _TITLE,
            parts.PAPER_NUMBER.called(_("咨询函文号")),
            Section("answer", _("答复意见"), most=4000),
            Section("follow_up", _("后续需要开展的工作"), "lines", required=False, most=50),
            parts.CONTACT.optional(),
        ),
        _LAW,
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{title}的答复函",
    ),
    PaperKind(
        "request_withdrawal",
        _("撤回咨询、商请事项函"),
        "撤函",
        parts.EVERYBODY,
        parts.WORKERS,
        (
            _TITLE.called(_("事项名称")),
            parts.PAPER_NUMBER.called(_("原函文号")).filled_from("letter_number"),
            parts.REASON.called(_("撤回理由")),
            parts.CONTACT,
        ),
        _LAW,
        certainty="?",
        layout=Layout.LETTER,
        subject="关于撤回“{title}”有关函件的函",
    ),
    PaperKind(
        "intervention_request",
        _("商请提前介入函"),
        "商介",
        parts.PENALISING,
        parts.HANDLERS,
        (
            parts.CASE_NAME,
            Section("ground", _("商请理由"), most=100),
            Section("situation", _("案件基本情况"), most=4000, source="facts"),
            Section("requested_help", _("需要提供的意见"), most=2000),
            parts.CONTACT,
        ),
        "",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于商请提前介入{case_name}的函",
    ),
    PaperKind(
        "intervention_reply",
        _("提前介入复函"),
        "介复",
        parts.POLICE | parts.PROCURATORATE,
        parts.HEADS,
        (
            parts.CASE_NAME,
            parts.PAPER_NUMBER.called(_("商请函文号")),
            Section(
                "decision",
                _("答复"),
                "choice",
                choices=(("agree", _("同意提前介入")), ("decline", _("不予提前介入"))),
            ),
            Section("handler", _("指派人员"), required=False, most=100),
            parts.REASON.optional(),
        ),
        "",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于提前介入{case_name}的复函",
    ),
    PaperKind(
        "intervention_opinion",
        _("提前介入意见书"),
        "介意",
        parts.POLICE | parts.PROCURATORATE,
        parts.PROCURATORS | parts.HANDLERS,
        (
            parts.CASE_NAME,
            Section("on_evidence", _("证据收集、固定"), most=3000),
            Section("on_nature", _("案件定性"), required=False, most=2000),
            Section("on_competence", _("管辖"), required=False, most=1000),
        ),
        "",
        certainty="?",
    ),
)
