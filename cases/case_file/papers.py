"""What lies in a case file, and where: the parts in their order, the kinds of paper in each.

The order is that of the work (立案, 证据, 告知, 决定, 送达, 执行, 结案), as the local rules on
files of penalty cases ask; cover and contents come before it, the note on the state of the
file (备考表) after it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from audit.registry import Text
from documents.kinds import KINDS


class Part(StrEnum):
    """The parts of a file; their order is the order of the file."""

    FILING = "filing"
    EVIDENCE = "evidence"
    REVIEW = "review"
    NOTICE = "notice"
    DECISION = "decision"
    SERVICE = "service"
    EXECUTION = "execution"
    REMEDY = "remedy"
    TRANSFER = "transfer"
    CLOSING = "closing"
    OTHER = "other"


PARTS: dict[Part, Text] = {
    Part.FILING: _("立案"),
    Part.EVIDENCE: _("证据"),
    Part.REVIEW: _("调查终结与审核"),
    Part.NOTICE: _("告知与听证"),
    Part.DECISION: _("决定"),
    Part.SERVICE: _("送达"),
    Part.EXECUTION: _("执行"),
    Part.REMEDY: _("复议与诉讼"),
    Part.TRANSFER: _("移送与监督"),
    Part.CLOSING: _("结案"),
    Part.OTHER: _("其他"),
}


@dataclass(frozen=True)
class FiledPaper:
    """A kind of paper in the file; `key` as in documents.kinds where it is issued there."""

    key: str
    name: Text
    part: Part


PAPERS: dict[str, FiledPaper] = {
    paper.key: paper
    for paper in (
        FiledPaper("source_registration", _("案件来源登记表"), Part.FILING),
        FiledPaper("filing_approval", _("立案审批表"), Part.FILING),
        FiledPaper("onsite_record", _("现场笔录"), Part.EVIDENCE),
        FiledPaper("interview_record", _("询问笔录"), Part.EVIDENCE),
        FiledPaper("party_identity", _("当事人身份证明"), Part.EVIDENCE),
        FiledPaper("sampling_record", _("抽样记录"), Part.EVIDENCE),
        FiledPaper("test_report", _("检验报告、鉴定意见"), Part.EVIDENCE),
        FiledPaper("preservation_decision", _("先行登记保存证据通知书"), Part.EVIDENCE),
        FiledPaper("measure_decision", _("行政强制措施决定书"), Part.EVIDENCE),
        FiledPaper("measure_release", _("解除行政强制措施（登记保存）决定书"), Part.EVIDENCE),
        FiledPaper("correction_order", _("责令改正通知书"), Part.EVIDENCE),
        FiledPaper("closing_investigation_report", _("案件调查终结报告"), Part.REVIEW),
        FiledPaper("legal_review_opinion", _("法制审核意见"), Part.REVIEW),
        FiledPaper("penalty_notice", _("行政处罚告知书"), Part.NOTICE),
        FiledPaper("statement_record", _("陈述申辩笔录"), Part.NOTICE),
        FiledPaper("hearing_notice", _("行政处罚听证通知书"), Part.NOTICE),
        FiledPaper("hearing_record", _("听证笔录"), Part.NOTICE),
        FiledPaper("collective_discussion", _("集体讨论记录"), Part.DECISION),
        FiledPaper("penalty_decision", _("行政处罚决定书"), Part.DECISION),
        FiledPaper("on_the_spot_decision", _("当场行政处罚决定书"), Part.DECISION),
        FiledPaper("no_penalty_decision", _("不予行政处罚决定书"), Part.DECISION),
        FiledPaper("termination_decision", _("终止调查决定"), Part.DECISION),
        FiledPaper("service_receipt", _("送达回证"), Part.SERVICE),
        FiledPaper("deferral_decision", _("延期（分期）缴纳罚款决定书"), Part.EXECUTION),
        FiledPaper("payment_receipt", _("罚没款票据"), Part.EXECUTION),
        FiledPaper("goods_disposal", _("没收物品处理记录"), Part.EXECUTION),
        FiledPaper("reminder", _("催告书"), Part.EXECUTION),
        FiledPaper("court_application", _("强制执行申请书"), Part.EXECUTION),
        FiledPaper("remedy_decision", _("行政复议决定书、裁判文书"), Part.REMEDY),
        FiledPaper("criminal_handover", _("涉嫌犯罪案件移送书"), Part.TRANSFER),
        FiledPaper("closing_approval", _("结案审批表"), Part.CLOSING),
    )
}


def paper_name(key: str) -> str:
    """What a kind of paper is called; "" for plain material."""
    if key in KINDS:
        return str(KINDS[key].name)
    return str(PAPERS[key].name) if key in PAPERS else ""


def part_of(key: str) -> Part:
    """Where a paper of this kind lies; what is passed on between agencies by itself."""
    if key in PAPERS:
        return PAPERS[key].part
    return Part.TRANSFER if key in KINDS else Part.OTHER


def scanned_kinds() -> dict[str, Text]:
    """What a file about a case may be: the papers of the file, then all that agencies issue."""
    filed = {key: paper.name for key, paper in PAPERS.items()}
    return filed | {key: kind.name for key, kind in KINDS.items() if key not in filed}
