"""What lies in a case file, and where: the parts in their order, the kinds of paper in each.

The order is that of the work (立案, 证据, 告知, 决定, 送达, 执行, 结案), as the local rules on
files of penalty cases ask; cover and contents come before it, the note on the state of the
file (备考表) after it.
"""

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


# Kinds of paper that lie in a penalty file, as documents.kinds calls them, each in its part.
_FILED: dict[Part, tuple[str, ...]] = {
    Part.FILING: ("case_source_form", "filing_approval"),
    Part.EVIDENCE: (
        *("site_record", "inquest_record", "party_statement", "party_identity"),
        *("sampling_record", "expert_report", "advance_preservation"),
        *("coercive_measure_decision", "coercive_measure_end", "correction_order"),
    ),
    Part.REVIEW: ("conclusion_report", "legal_review"),
    Part.NOTICE: (
        *("penalty_notice", "defence_record", "hearing_notice", "hearing_record"),
        "hearing_report",
    ),
    Part.DECISION: (
        *("collective_discussion", "decision_approval", "penalty_decision"),
        *("spot_penalty_decision", "no_penalty_decision", "termination_decision"),
    ),
    Part.SERVICE: ("service_receipt",),
    Part.EXECUTION: (
        *("payment_voucher", "deferral_notice", "goods_disposal", "reminder"),
        *("enforcement_application", "application_receipt", "court_acceptance"),
        *("refusal_ruling", "execution_ruling", "denial_ruling", "court_recon_application"),
        *("higher_ruling", "execution_notice", "suspension_ruling", "resumption_notice"),
        *("this_run_ruling", "termination_ruling", "settlement_record", "settlement_agreement"),
        *("execution_result", "enforcement_decision", "substitute_decision"),
        *("substitute_reminder", "own_suspension", "own_termination"),
    ),
    Part.REMEDY: ("remedy_decision",),
    Part.TRANSFER: ("crime_transfer", "transfer_receipt", "transfer_record"),
    Part.CLOSING: ("closing_approval",),
}
# Those that no agency issues on the platform and that no flow names.
_OWN: dict[str, Text] = {
    "party_identity": _("当事人身份证明"),
    "sampling_record": _("抽样记录"),
    "correction_order": _("责令改正通知书"),
    "no_penalty_decision": _("不予行政处罚决定书"),
    "goods_disposal": _("没收物品处理记录"),
    "remedy_decision": _("行政复议决定书、行政诉讼裁判文书"),
}
# Made for the file by the platform.
_MADE = frozenset({"file_cover", "file_note"})
PART_OF: dict[str, Part] = {key: part for part, keys in _FILED.items() for key in keys}


def paper_name(key: str) -> str:
    """What a kind of paper is called; "" for plain material."""
    return str(KINDS[key].name) if key in KINDS else str(_OWN.get(key, ""))


def part_of(key: str) -> Part:
    """Where a paper of this kind lies; what agencies send one another by itself."""
    if key in PART_OF:
        return PART_OF[key]
    return Part.TRANSFER if key in KINDS else Part.OTHER


def scanned_kinds() -> dict[str, Text]:
    """What a file about a case may be: the papers of the file, then all that agencies issue."""
    filed: dict[str, Text] = {
        key: KINDS[key].name if key in KINDS else _OWN[key] for key in PART_OF
    }
    others = {key: kind.name for key, kind in KINDS.items() if key not in _MADE}
    return filed | {key: name for key, name in others.items() if key not in filed}
