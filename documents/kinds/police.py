"""Papers of the police about a case that was handed over to them (2b)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_RULES = "《行政执法机关移送涉嫌犯罪案件的规定》"
_PROCEDURE = "《公安机关办理刑事案件程序规定》"
_HEAD = (parts.CASE_NAME, parts.HANDOVER_NUMBER)
_TAKING_IN = parts.HANDLERS | parts.INTAKE
_RETURNED = parts.MATERIALS.called(_("退回的案卷材料"))
_DECIDED_ON = Section("decided_on", _("决定日期"), "day")
_FILED_ON = Section("filed_on", _("立案决定日期"), "day")

KINDS = (
    PaperKind(
        "transfer_receipt",
        _("涉嫌犯罪案件移送回执"),
        "移收",
        parts.POLICE,
        _TAKING_IN,
        (
            *_HEAD,
            parts.RECEIVED_AT,
            parts.RECEIVER_PERSON,
            parts.RECEIVED,
            Section("complete", _("材料是否齐全"), most=20),
            Section("competence", _("管辖"), required=False, most=100),
        ),
        f"{_RULES}第七条",
        layout=Layout.FORM,
    ),
    PaperKind(
        "supplement_notice",
        _("补正材料通知书"),
        "补正",
        parts.POLICE,
        _TAKING_IN,
        (
            *_HEAD,
            Section("missing", _("需要补正的材料"), "lines", most=100),
            parts.CONTACT,
        ),
        f"{_PROCEDURE}第一百八十条第二款",
    ),
    PaperKind(
        "investigation_request",
        _("商请补充调查函"),
        "商调",
        parts.POLICE,
        parts.HANDLERS,
        (
            *_HEAD,
            Section("to_investigate", _("需要补充调查的事项"), "lines", most=100),
            Section("investigate_by", _("请于何日前反馈"), "day", required=False),
            parts.CONTACT,
        ),
        "公通字〔2016〕16号",
        certainty="?",
        layout=Layout.LETTER,
        subject="关于商请补充调查{case_name}的函",
    ),
    PaperKind(
        "case_forwarding",
        _("移送案件通知书"),
        "移通",
        parts.POLICE,
        _TAKING_IN,
        (
            *_HEAD,
            Section("receiver", _("有管辖权的公安机关"), required=False, most=120),
            Section("outside_police", _("接收的外地公安机关"), required=False, most=120),
            parts.REASON.called(_("移送理由")),
        ),
        f"{_RULES}第七条；{_PROCEDURE}第一百七十五条",
    ),
    PaperKind(
        "not_police_notice",
        _("不属于公安机关管辖通知书"),
        "不属",
        parts.POLICE,
        _TAKING_IN,
        (
            *_HEAD,
            parts.REASON,
            Section("competent_body", _("有管辖权的主管机关"), most=120),
            _RETURNED,
        ),
        f"{_PROCEDURE}第一百八十条第三款",
        certainty="?",
    ),
    PaperKind(
        "review_extension",
        _("延长立案审查期限审批表"),
        "延审",
        parts.POLICE,
        parts.LEADERS,
        (
            *_HEAD,
            parts.REASON.called(_("延长的事由和理由")),
            Section("superior", _("批准的上一级公安机关"), required=False, most=120),
            Section("approved_by", _("批准人"), most=60),
            Section("approved_on", _("批准日期"), "day"),
            parts.REMARK,
        ),
        "公通字〔2015〕32号；公通字〔2017〕25号第十六条",
        internal=True,
        layout=Layout.FORM,
    ),
    PaperKind(
        "filing_decision",
        _("立案决定书"),
        "立字",
        parts.POLICE,
        parts.LEADERS,
        (
            parts.CASE_NAME,
            parts.CASE_NUMBER,
            parts.CHARGE,
            _FILED_ON,
            Section("suspects", _("犯罪嫌疑人"), "lines", required=False, source="suspects"),
            parts.LAW,
        ),
        f"《刑事诉讼法》第一百一十二条；{_PROCEDURE}第一百七十八条",
        addressed=False,
    ),
    PaperKind(
        "filing_notice",
        _("立案通知书"),
        "立通",
        parts.POLICE,
        parts.LEADERS,
        (
            *_HEAD,
            parts.CASE_NUMBER,
            parts.CHARGE,
            _FILED_ON,
            parts.LAW,
            parts.CONTACT,
        ),
        f"{_RULES}第八条；公通字〔2016〕16号第四条",
    ),
    PaperKind(
        "no_filing_notice",
        _("不予立案通知书"),
        "不立字",
        parts.POLICE,
        parts.LEADERS,
        (
            *_HEAD,
            parts.CHARGE,
            Section("ground", _("不予立案的事由"), most=100),
            _DECIDED_ON,
            parts.REASON.called(_("不予立案的理由")),
            parts.LAW,
            _RETURNED,
        ),
        f"{_RULES}第八条；{_PROCEDURE}第一百八十一条",
    ),
    PaperKind(
        "recon_decision",
        _("不予立案复议决定书"),
        "复决",
        parts.POLICE,
        parts.LEADERS,
        (
            parts.CASE_NAME,
            parts.PAPER_NUMBER.called(_("复议申请书文号")),
            Section(
                "decision",
                _("复议决定"),
                "choice",
                choices=(
                    ("file", _("撤销原决定，予以立案")),
                    ("uphold", _("维持不予立案的决定")),
                ),
            ),
            parts.REASON,
            parts.LAW,
            parts.CASE_NUMBER.called(_("刑事案件编号")).optional(),
            parts.CHARGE.optional(),
            _FILED_ON.optional(),
            _DECIDED_ON.optional(),
        ),
        f"{_RULES}第九条；{_PROCEDURE}第一百八十一条",
    ),
    PaperKind(
        "jurisdiction_notice",
        _("变更管辖通知书"),
        "变管",
        parts.POLICE,
        parts.LEADERS,
        (
            *_HEAD,
            parts.CASE_NUMBER,
            Section("receiver", _("变更后的公安机关"), most=120),
            Section("moved_on", _("变更管辖日期"), "day"),
            parts.REASON,
        ),
        f"{_PROCEDURE}第一百八十四条",
    ),
    PaperKind(
        "withdrawal_notice",
        _("撤销案件通知书"),
        "撤通",
        parts.POLICE,
        parts.LEADERS,
        (
            *_HEAD,
            parts.CASE_NUMBER,
            Section("withdrawn_on", _("撤销案件日期"), "day"),
            parts.REASON.called(_("撤销案件的理由")),
            parts.LAW,
            _RETURNED.optional(),
        ),
        f"《刑事诉讼法》第一百六十三条；{_PROCEDURE}第一百八十六条、第一百八十九条",
    ),
)
