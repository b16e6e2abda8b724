"""Papers of the police after filing, and what they send to the agencies (2b, reverse)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_PROCEDURE = "公安机关办理刑事案件程序规定"

KINDS = (
    PaperKind(
        "progress_letter",
        _("案件办理进展告知函"),
        "进告",
        parts.POLICE | parts.PROCURATORATE | parts.COURT,
        parts.HEADS | parts.PROCURATORS | parts.JUDGES,
        (
            parts.CASE_NAME,
            parts.HANDOVER_NUMBER.optional(),
            Section("suspect", _("犯罪嫌疑人（被告人）"), most=100, source="suspect"),
            Section("stage", _("办理阶段"), most=60),
            Section("decided_on", _("作出决定日期"), "day"),
            Section("result", _("办理情况"), most=2000),
        ),
        "公通字〔2016〕16号第八条",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于{case_name}办理进展的函",
    ),
    PaperKind(
        "administrative_handling_letter",
        _("移送行政处理函"),
        "移行",
        parts.POLICE | parts.COURT,
        parts.LEADERS | parts.JUDGES,
        (
            parts.CASE_NAME,
            parts.PARTY_DETAILS,
            parts.FACTS,
            Section("course", _("不追究刑事责任的情况及依据"), most=2000),
            parts.OPINION.called(_("行政处理建议")),
            parts.LAW,
            parts.MATERIALS.called(_("移送材料清单")),
            parts.CONTACT,
        ),
        f"行政处罚法第二十七条；{_PROCEDURE}第一百七十七条",
        receipt=True,
        layout=Layout.LETTER,
        subject="关于移送{case_name}予以行政处理的函",
    ),
    PaperKind(
        "non_filing_explanation",
        _("不立案理由说明书"),
        "不立说",
        parts.POLICE,
        parts.LEADERS,
        (
            parts.CASE_NAME,
            Section("demand_number", _("要求说明理由通知书文号"), most=80, source="paper_number"),
            Section("findings", _("查明的事实"), most=3000),
            parts.REASONS.called(_("不立案的理由")),
            parts.LAW,
            parts.EVIDENCE.called(_("所附证据")).optional(),
        ),
        f"人民检察院刑事诉讼规则第五百六十条；{_PROCEDURE}第一百八十二条",
    ),
)
