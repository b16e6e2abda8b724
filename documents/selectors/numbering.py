"""The series of numbers (文号) of an agency in a year, and where each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import Agency, Person
from agencies.selectors import agencies_of
from documents.errors import NotVisible
from documents.kinds import PaperKind
from documents.models import Document, SerialCounter
from documents.policies import may_number
from documents.registry import numbers_held
from documents.series import full_symbol, printed, series_of
from documents.services.numbering import numbered_years


@dataclass(frozen=True)
class SeriesLine:
    """Where one series stands. `kind` names it in an address; the rest are serials, 0 for none."""

    kind: str
    symbol: str
    names: str
    # 宁市监移〔2026〕
    label: str
    year: int
    on_paper: int
    given_here: int
    # The highest that a case of the agency holds.
    in_cases: int
    next_number: str

    @property
    def is_begun(self) -> bool:
        """Whether a number was given here: then where it begins is settled."""
        return self.given_here > 0

    @property
    def is_behind(self) -> bool:
        """Whether the next number may be one that a case holds already."""
        return self.in_cases > max(self.on_paper, self.given_here)

    @property
    def suggested(self) -> int:
        """The last number on paper, as far as the platform can tell."""
        return max(self.on_paper, self.in_cases)


def numbered_agency(actor: Person, agency_id: int) -> Agency:
    """The agency whose register the actor may let go on. Raises NotVisible."""
    agency = agencies_of(actor).filter(pk=agency_id).first()
    if agency is None or not may_number(actor, agency):
        raise NotVisible
    return agency


def series_lines(actor: Person, agency: Agency, year: int) -> list[SeriesLine]:
    """All series of the agency; first those that fall behind its cases, then those in use.

    Of the cases only the highest serial is told: an administrator sees no case.
    """
    if not may_number(actor, agency) or year not in numbered_years():
        raise NotVisible
    lines = _lines(agency, list(series_of(agency).values()), year)
    return sorted(
        lines, key=lambda line: (not line.is_behind, not (line.given_here or line.on_paper))
    )


def series_line(actor: Person, agency: Agency, kind: str, year: int) -> SeriesLine:
    """The series of one kind. Raises NotVisible for one that the agency doesn't issue."""
    lines = series_lines(actor, agency, year)
    found = next((line for line in lines if line.kind == kind), None)
    if found is None:
        raise NotVisible
    return found


def line_for_signing(issuer: Agency, kind: PaperKind, year: int) -> SeriesLine | None:
    """Where the series stands that a paper about to be signed is numbered in."""
    kinds = series_of(issuer).get(kind.symbol)
    return _lines(issuer, [kinds], year)[0] if kinds else None


def advice_on_taken(document: Document) -> str:
    """What is said when a case of the issuer already bears the number just given to a paper.

    Read in the transaction of the signing, which is then undone.
    """
    full, year, serial = document.symbol, document.year or 0, document.serial or 0
    held = numbers_held(document.issuer_id, [full], year).get(full, serial)
    counter = SerialCounter.objects.get(issuer=document.issuer_id, symbol=full, year=year)
    said = {"number": document.number, "series": f"{full}〔{year}〕", "last": held}
    if serial == counter.taken_over + 1:
        return (
            _(
                "本机关已有文号为“%(number)s”的案件，纸质登记簿的文号还没有接续到平台。请系统管理员"
                "或者本机关负责人在“发文登记簿”的“接续文号”中，把%(series)s的最后一号登记为"
                "%(last)s（以纸质登记簿为准），再办理这一步。填写的内容都在本页，没有丢失。"
            )
            % said
        )
    return (
        _(
            "本机关已有文号为“%(number)s”的案件，而%(series)s已在平台上编号，不能再接续。请先核对该案件"
            "的文号：录错的，更正后再办理这一步；确与纸质登记簿重号的，把该案件的文号更正为加注"
            "“（纸质）”的写法，再办理这一步。填写的内容都在本页，没有丢失。"
        )
        % said
    )


def _lines(agency: Agency, series: Sequence[tuple[PaperKind, ...]], year: int) -> list[SeriesLine]:
    symbols = [full_symbol(agency, kinds[0]) for kinds in series]
    counters = {
        each.symbol: each
        for each in SerialCounter.objects.filter(issuer=agency, year=year, symbol__in=symbols)
    }
    held = numbers_held(agency.pk, symbols, year)
    lines = []
    for full, kinds in zip(symbols, series, strict=True):
        counter = counters.get(full)
        last, on_paper = (counter.last, counter.taken_over) if counter else (0, 0)
        lines.append(
            SeriesLine(
                kind=kinds[0].key,
                symbol=kinds[0].symbol,
                names="、".join(str(each.name) for each in kinds),
                label=f"{full}〔{year}〕",
                year=year,
                on_paper=on_paper,
                given_here=last if last > on_paper else 0,
                in_cases=held.get(full, 0),
                next_number=printed(agency, kinds[0], year, last + 1),
            )
        )
    return lines
