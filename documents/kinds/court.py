"""Papers of the court in non-litigation execution (2c)."""

from django.utils.translation import gettext_lazy as _

from documents.kinds import parts
from documents.kinds.base import Layout, PaperKind, Section

_LAW = "《行政强制法》"
# The year in round brackets and the court's code instead of a name.
_REVIEW = "（{year}）{agency}{symbol}{serial}号"
_APPLICATION = (
    Section("applicant", _("申请执行人"), most=120, source="sender"),
    Section("party", _("被执行人"), most=1000, source="party_name"),
    parts.DECISION_NUMBER,
)
_PANEL = Section("panel", _("审判人员、书记员"), "lines", most=10, required=False)
_RULED_ON = Section("ruled_on", _("裁定日期"), "day")
_RULING = (
    parts.FACTS.called(_("审查查明的情况")),
    parts.REASON.called(_("裁定理由")),
    parts.LAW,
    _RULED_ON,
    _PANEL,
)
_RECOVERED = Section("recovered", _("已执行到位金额（元）"), "money", required=False)
_RECONSIDER = Section("recon", _("复议权利的补充说明"), most=300, required=False)
_EXECUTED = (
    *_APPLICATION,
    parts.REASON.called(_("裁定理由")),
    _RULED_ON,
    _RECOVERED,
    parts.LAW,
    _PANEL,
)
_EXECUTION_FILED_ON = Section("execution_filed_on", _("执行立案日期"), "day")

KINDS = (
    PaperKind(
        "application_receipt",
        _("强制执行申请材料接收回执"),
        "行审收",
        parts.COURT,
        parts.JUDGES,
        (
            *_APPLICATION,
            parts.RECEIVED_AT,
            parts.RECEIVER_PERSON,
            parts.RECEIVED,
        ),
        f"{_LAW}第五十六条",
        layout=Layout.FORM,
        certainty="?",
    ),
    PaperKind(
        "court_acceptance",
        _("受理案件通知书"),
        "行审",
        parts.COURT,
        parts.JUDGES,
        (
            *_APPLICATION,
            parts.CASE_NUMBER,
            Section("accepted_on", _("受理日期"), "day"),
            parts.CONTACT,
        ),
        f"{_LAW}第五十六条第一款",
        number="（{year}）{agency}{symbol}通{serial}号",
        certainty="?",
    ),
    PaperKind(
        "refusal_ruling",
        _("行政裁定书（不予受理）"),
        "行审不",
        parts.COURT,
        parts.JUDGES,
        (
            *_APPLICATION,
            parts.REASON.called(_("裁定理由")),
            parts.LAW,
            _RULED_ON,
            _RECONSIDER,
            _PANEL,
        ),
        f"{_LAW}第五十六条",
        number=_REVIEW,
        subject="行政裁定书",
        addressed=False,
    ),
    PaperKind(
        "execution_ruling",
        _("行政裁定书（准予执行）"),
        "行审准",
        parts.COURT,
        parts.JUDGES,
        (
            *_APPLICATION,
            *_RULING,
            Section("executor", _("实施主体"), most=60),
            Section("urgent", _("因情况紧急经院长批准立即执行"), most=20, required=False),
        ),
        f"{_LAW}第五十七条",
        number=_REVIEW,
        subject="行政裁定书",
        addressed=False,
    ),
    PaperKind(
        "denial_ruling",
        _("行政裁定书（不准予执行）"),
        "行审驳",
        parts.COURT,
        parts.JUDGES,
        (
            *_APPLICATION,
            *_RULING,
            Section("ground", _("不准予执行的事由"), most=100),
            _RECONSIDER,
        ),
        f"{_LAW}第五十八条",
        number=_REVIEW,
        subject="行政裁定书",
        addressed=False,
    ),
    PaperKind(
        "execution_notice",
        _("执行通知书"),
        "执通",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        (
            *_APPLICATION,
            parts.EXECUTION_NUMBER,
            _EXECUTION_FILED_ON,
            Section("obligation", _("责令履行的义务"), most=1000, source="decision_content"),
            parts.CONTACT,
        ),
        f"{_LAW}第五十七条；《民事诉讼法》第二百五十一条",
        number=_REVIEW,
        addressed=False,
    ),
    PaperKind(
        "execution_result",
        _("执行完毕通知书"),
        "执结",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        (
            *_APPLICATION,
            Section("paid", _("本次执行到位金额（元）"), "money", required=False),
            Section("paid_on", _("到账日期"), "day", required=False),
            Section("receipt_no", _("票据号"), required=False, most=60),
            Section("finished_on", _("结案日期"), "day"),
        ),
        "",
        number=_REVIEW,
        certainty="?",
    ),
    PaperKind(
        "suspension_ruling",
        _("执行裁定书（中止执行）"),
        "执中",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        _EXECUTED,
        "《民事诉讼法》关于中止执行的规定",
        number=_REVIEW,
        subject="执行裁定书",
        addressed=False,
    ),
    PaperKind(
        "this_run_ruling",
        _("执行裁定书（终结本次执行程序）"),
        "执本",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        _EXECUTED,
        "《最高人民法院关于严格规范终结本次执行程序的规定（试行）》",
        number=_REVIEW,
        subject="执行裁定书",
        addressed=False,
    ),
    PaperKind(
        "termination_ruling",
        _("执行裁定书（终结执行）"),
        "执终",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        _EXECUTED,
        "《民事诉讼法》关于终结执行的规定",
        number=_REVIEW,
        subject="执行裁定书",
        addressed=False,
    ),
    PaperKind(
        "settlement_record",
        _("执行和解笔录"),
        "执和",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        (
            *_APPLICATION,
            Section("agreement", _("和解内容"), most=3000),
            Section("settled_on", _("达成日期"), "day"),
        ),
        f"{_LAW}第四十二条",
        number=_REVIEW,
        addressed=False,
        layout=Layout.FORM,
    ),
    PaperKind(
        "resumption_notice",
        _("恢复执行通知书"),
        "执恢",
        parts.COURT,
        parts.EXECUTION_JUDGES,
        (
            *_APPLICATION,
            parts.EXECUTION_NUMBER.called(_("恢复执行案号")),
            parts.REASON.called(_("恢复执行的理由")),
            _EXECUTION_FILED_ON.called(_("恢复执行日期")),
        ),
        "《民事诉讼法》关于恢复执行的规定",
        number=_REVIEW,
    ),
)
