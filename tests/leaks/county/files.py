"""What is typed or brought in files and not a case yet, and lists taken out."""

from cases.exporting.make import make_export
from cases.exporting.services import start_export
from cases.forms.typed import pack, title_of
from cases.importing.upload import start_import
from cases.models import ExportKind
from cases.services import open_draft, save_draft
from tests.cases.at_the_form import PARTY, a_form
from tests.leaks.county.things import County
from tests.leaks.planted import DRAFT, ROWS, Markers

HEADINGS = (
    "行政相对人名称,行政处罚决定文书号,处罚类别,处罚决定日期,处罚依据,案由,处罚内容,罚款金额(万元)"
)
_LAW = "《中华人民共和国广告法》第五十五条第一款"


def type_draft(county: County, persona: str) -> None:
    markers = Markers(f"draft_{persona}", serial=len(county.markers) + 1)
    county.markers[markers.tag] = markers
    county.levels[markers.tag] = {persona: frozenset({DRAFT})}
    party = {**PARTY, "name": f"{markers.word(DRAFT)}食品店"}
    typed = a_form(
        cause=f"{markers.word(DRAFT)}案",
        decision_number=markers.word(DRAFT, f"宁罚决〔2026〕第{990000 + markers.serial}号"),
        facts=markers.word(DRAFT),
        parties=[party],
    )
    draft = open_draft(actor=county.people[persona])
    county.drafts[persona] = save_draft(
        actor=county.people[persona],
        draft_id=draft.pk,
        form_data=pack(typed),
        title=title_of(typed),
    )


def bring_file(county: County, persona: str, seen_by: frozenset[str]) -> None:
    """A file with a row that can be recorded and one that is refused."""
    markers = Markers(f"import_{persona}", serial=len(county.markers) + 1)
    county.markers[markers.tag] = markers
    county.levels[markers.tag] = dict.fromkeys(seen_by, frozenset({ROWS}))
    name, number, cause, refused, file = (markers.word(ROWS) for _ in range(5))
    lines = [
        HEADINGS,
        f"{name}食品店,宁〔2026〕{number}号,罚款,2026-02-03,{_LAW},{cause}案,罚款300元,0.03",
        f"{refused}食品店,,罚款,2026-22-33,{_LAW},虚假广告案,罚款300元,0.03",
    ]
    county.imports[persona] = start_import(
        actor=county.people[persona], name=f"{file}.csv", data="\n".join(lines).encode()
    )


def take_list(county: County, persona: str) -> None:
    """The list as this persona sees it, as a file."""
    person = county.people[persona]
    export = start_export(actor=person, kind=ExportKind.LIST, query="", purpose="年度案件核对")
    make_export(export.pk)
    county.exports[persona] = export
