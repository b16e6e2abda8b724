"""What stands in the rows of an export, and under which headings."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Person
from cases.models import BasisUse, Case, IdentifierType, LegalBasis, Party, PartyKind
from cases.money import CONFISCATIONS
from cases.parsing.citations import Citation, format_citation
from cases.parsing.fold import in_chinese
from cases.parsing.kinds import PenaltyKind
from cases.parsing.money import to_wan
from cases.policies import GrantedCase
from cases.redaction import party_view
from cases.selectors.lines import CaseLine, line_scope
from deadlines.models import Clock

Cell = str | int | Decimal | dt.date | None

LIST_HEADINGS = (
    gettext_lazy("文号"),
    gettext_lazy("当事人"),
    gettext_lazy("当事人数"),
    gettext_lazy("案由"),
    gettext_lazy("办案机关"),
    gettext_lazy("决定日期"),
    gettext_lazy("罚款（元）"),
    gettext_lazy("已缴（元）"),
    gettext_lazy("处罚状态"),
    gettext_lazy("执行状态"),
    gettext_lazy("救济状态"),
    gettext_lazy("下一期限"),
    gettext_lazy("录入日期"),
    gettext_lazy("移送司法机关日期"),
)
# The headings of the national template, word for word (发改办财金〔2018〕424号 and after).
PUBLICITY_HEADINGS = (
    *("行政相对人名称", "行政相对人类别", "行政相对人代码_1（统一社会信用代码）"),
    *("行政相对人代码_2（工商注册号）", "行政相对人代码_3（组织机构代码）"),
    *("行政相对人代码_4（税务登记号）", "行政相对人代码_5（事业单位证书号）"),
    *("行政相对人代码_6（社会组织登记证号）", "法定代表人", "证件类型", "证件号码"),
    *("行政处罚决定书文号", "违法行为类型", "违法事实", "处罚依据", "处罚类别", "处罚内容"),
    *("罚款金额（万元）", "没收违法所得、没收非法财物的金额（万元）", "暂扣或吊销证照名称及编号"),
    *("处罚决定日期", "处罚有效期", "公示截止期", "处罚机关", "处罚机关统一社会信用代码"),
    *("数据来源单位", "数据来源单位统一社会信用代码", "备注"),
)
_NO_END = "2099/12/31"
_LICENCES = (PenaltyKind.SUSPEND_LICENCE, PenaltyKind.REVOKE_LICENCE)
_ID_TYPES: dict[str, str] = {
    IdentifierType.ID_CARD: "身份证",
    IdentifierType.PASSPORT: "护照号",
    IdentifierType.HK_MACAO: "港澳居民来往内地通行证",
    IdentifierType.TAIWAN: "台湾居民来往大陆通行证",
    IdentifierType.FOREIGN_RESIDENT: "外国人永久居留身份证",
}


def list_rows(lines: Iterable[CaseLine]) -> Iterator[list[Cell]]:
    """The lines of the list as the viewer sees them."""
    for line in lines:
        yield [
            line.number,
            line.parties,
            line.party_count or None,
            line.cause,
            line.owner,
            line.penalty_decided_on,
            line.fine_total,
            line.paid_total,
            line.penalty_status_label,
            line.execution_status_label,
            line.remedy_status_label,
            _last_day(line.next_due),
            timezone.localdate(line.entered_at),
            line.handed_over_on,
        ]


def _last_day(clock: Clock | None) -> Cell:
    """A day, or words where it may still move: a bare day would say that it is final."""
    if clock is None:
        return None
    if clock.is_paused:
        return _("已中止")
    if not clock.provisional:
        return clock.due_on
    return _("%(day)s（暂定）") % {"day": clock.due_on.isoformat()}


@dataclass(frozen=True)
class Publicity:
    """Rows of the 双公示 template for cases of the actor's own agency, one per party.

    Identifiers of people stand in it only when `identifiers`: they are for reporting and
    are hidden before publication.
    """

    actor: Person
    identifiers: bool

    def rows(self, cases: Sequence[GrantedCase]) -> Iterator[list[Cell]]:
        """The rows of these cases of the own agency."""
        prefetch_related_objects(cases, "owner", "parties", "penalties", "bases")
        for case in cases:
            shared = _decision(case)
            for party in case.parties.all():
                yield [*self._party(party, case), *shared]

    def _party(self, party: Party, case: GrantedCase) -> list[Cell]:
        view = party_view(party, line_scope(self.actor, case))
        natural = party.kind == PartyKind.NATURAL
        shown = str(party.identifier) if self.identifiers else view.identifier
        uscc = shown if party.identifier_type == IdentifierType.USCC else ""
        registered = shown if party.identifier_type == IdentifierType.REGISTRATION else ""
        id_type = _ID_TYPES.get(party.identifier_type, "其他") if natural and shown else ""
        return [
            view.name if party.name else "",
            in_chinese(PartyKind(party.kind).label),
            *(uscc, registered, "", "", "", ""),
            view.representative,
            id_type,
            shown if natural else "",
        ]


def _decision(case: Case) -> list[Cell]:
    penalties = list(case.penalties.all())
    kinds = {penalty.kind for penalty in penalties}
    licences = [p.detail for p in penalties if p.kind in _LICENCES and p.detail]
    confiscated = any(kind in kinds for kind in CONFISCATIONS) and case.confiscated_total
    return [
        case.decision_number,
        case.cause.removesuffix("案"),
        case.facts,
        "；".join(citation(basis) for basis in case.bases.all() if _penalises(basis)),
        ";".join(in_chinese(kind.label) for kind in PenaltyKind if kind in kinds),
        case.decision_content,
        to_wan(case.fine_total) if PenaltyKind.FINE in kinds else "",
        to_wan(case.confiscated_total) if confiscated else "",
        "；".join(licences),
        _day(case.decided_on),
        _NO_END,
        _day(case.publish_until),
        *_agency(case.owner) * 2,
        "",
    ]


def _agency(agency: Agency) -> list[Cell]:
    return [agency.name, agency.uscc]


def _penalises(basis: LegalBasis) -> bool:
    return basis.use == BasisUse.PENALISED


def citation(basis: LegalBasis) -> str:
    """The provision in the words of a decision."""
    if basis.article is None:
        return basis.original or f"《{basis.law_title}》"
    return format_citation(
        Citation(basis.law_title, basis.article, basis.sub_article, basis.paragraph, basis.item)
    )


def _day(day: dt.date | None) -> str:
    return day.strftime("%Y/%m/%d") if day else ""
