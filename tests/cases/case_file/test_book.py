"""The whole file as one PDF: cover, contents, every page numbered, nothing that isn't theirs."""

import io
from urllib.parse import unquote

import pikepdf
import pytest
from django.urls import reverse
from pytest_django import Settings

from agencies.models import Person
from audit.models import AuditEvent
from cases.exporting.make import make_export
from cases.exporting.naming import as_file_name
from cases.exporting.services import FileGone, start_export, take_file
from cases.models import Case, CaseAccess, CaseExport, ExportKind, ExportState, Profile
from documents.attachments.services import remove_attachment
from tests.cases.case_file.filed import brought, issued
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.documents.attachments import files
from tests.documents.attachments.sharing import shared
from tests.documents.rendering.reading import pages_of
from tests.personas import World


@pytest.fixture
def case(world: World) -> Case:
    return recorded(world.clerk)


def asked(actor: Person, case: Case) -> CaseExport:
    """The export as it stands once the worker was there."""
    export = start_export(
        actor=actor, kind=ExportKind.CASE_FILE, query=f"case={case.pk}", purpose="移送法院附卷"
    )
    make_export(export.pk)
    export.refresh_from_db()
    return export


def book(actor: Person, case: Case) -> pikepdf.Pdf:
    export = asked(actor, case)
    assert (export.state, export.fault) == (ExportState.DONE, "")
    return pikepdf.open(io.BytesIO(b"".join(take_file(actor=actor, export=export).parts)))


def titles(made: pikepdf.Pdf) -> list[str]:
    with made.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def numbers(made: pikepdf.Pdf) -> list[str]:
    """What is stamped on each page."""
    found = []
    for page in made.pages:
        page.contents_coalesce()
        text = page.Contents.read_bytes().decode("latin-1")
        found.append(
            text.rpartition(" Tm (")[2].partition(")")[0] if "/XjPageNumber" in text else ""
        )
    return found


def test_it_holds_cover_contents_every_page_and_the_note_at_the_end(
    world: World, case: Case
) -> None:
    brought(world.clerk, case, kind="filing_approval", file="审批表.pdf")
    brought(world.clerk, case, files.scan(3), file="笔录.tif")
    brought(world.clerk, case, files.picture("JPEG", (3000, 1000)), file="现场.jpg")
    brought(world.clerk, case, files.xlsx(), file="台账.xlsx")
    paper = issued(world.leader, case, world.police.pk)
    made = book(world.clerk, case)
    printed = paper.renderings.get(form="pdf").pages or 0
    assert numbers(made) == ["", "", *map(str, range(1, 7 + printed)), ""]
    assert titles(made)[1:5] == ["立案审批表（审批表.pdf）", "笔录.tif", "现场.jpg", "台账.xlsx"]
    assert AuditEvent.objects.filter(verb="attachment.download").count() == 4


def test_turned_pages_and_open_brackets_do_no_harm(world: World, case: Case) -> None:
    made = pikepdf.new()
    for turn in (0, 90, 180, 270):
        page = made.add_blank_page()
        page.obj["/Rotate"] = turn
        page.Contents = pikepdf.Stream(made, b"q q 0 0 m")
    out = io.BytesIO()
    made.save(out)
    brought(world.clerk, case, out.getvalue())
    assert numbers(book(world.clerk, case)) == ["", "", "1", "2", "3", "4", ""]


def test_others_get_what_they_may_see(world: World, case: Case) -> None:
    shared(world)
    brought(world.clerk, case, name="三级.pdf")
    brought(world.leader, case, files.pdf(2), grade=4, name="四级.pdf")
    assert titles(book(world.procurator, case))[1:] == ["三级.pdf"]
    assert titles(book(world.leader, case))[1:] == ["三级.pdf", "四级.pdf"]


def test_a_stranger_gets_none(world: World, case: Case) -> None:
    export = asked(world.urban_clerk, case)
    assert (export.state, export.fault) == (ExportState.FAILED, "nothing")


def test_it_is_handed_out_only_while_the_case_is_open_to_them(world: World, case: Case) -> None:
    shared(world)
    brought(world.clerk, case)
    export = asked(world.procurator, case)
    assert export.state == ExportState.DONE
    CaseAccess.objects.filter(content_object=case, profile=Profile.SUPERVISOR).delete()
    with pytest.raises(FileGone):
        take_file(actor=world.procurator, export=export)


def test_a_file_that_is_too_large_is_said_to_be(
    world: World, case: Case, settings: Settings
) -> None:
    brought(world.clerk, case, files.pdf(9))
    settings.CASE_FILE_MAX_PAGES = 8
    assert asked(world.clerk, case).fault == "too_large"
    settings.CASE_FILE_MAX_PAGES = 9
    settings.CASE_FILE_MAX_BYTES = 3000
    assert asked(world.clerk, case).fault == "too_large"


def test_what_was_taken_out_is_not_in_it(world: World, case: Case) -> None:
    out = brought(world.clerk, case)
    remove_attachment(actor=world.clerk, attachment_id=out.pk, reason="传错案件")
    assert len(book(world.clerk, case).pages) == 3


def test_an_empty_file_is_a_book_too(world: World, case: Case) -> None:
    made = book(world.clerk, case)
    assert numbers(made) == ["", "", ""]


def test_it_is_named_after_its_case(world: World, case: Case, client_as: ClientAs) -> None:
    brought(world.clerk, case)
    export = asked(world.clerk, case)
    clerk = client_as(world.clerk)
    page = clerk.get(reverse("cases:exports")).content.decode()
    assert case.cause in page
    taken = clerk.get(reverse("cases:export_file", args=[export.pk]))
    name = unquote(taken.headers["Content-Disposition"])
    assert f"案卷_{as_file_name(case.file_number or case.decision_number)}" in name
    assert case.cause[:8] in name
    assert clerk.get(reverse("cases:exports")).status_code == 200


def test_a_name_of_a_file_holds_nothing_that_a_desk_refuses() -> None:
    assert (
        as_file_name(' 宁市监罚〔2026〕1号 a/b\\c:d*e?"<f>|\n..')
        == "宁市监罚〔2026〕1号_a_b_c_d_e_f"
    )
    assert len(as_file_name("名" * 200)) == 60


def test_it_is_in_chinese_whatever_its_reader_speaks(world: World, case: Case) -> None:
    brought(world.clerk, case, file="审批表.pdf", kind="filing_approval")
    export = start_export(
        actor=world.clerk,
        kind=ExportKind.CASE_FILE,
        query=f"case={case.pk}",
        purpose="移送法院附卷",
    )
    CaseExport.objects.filter(pk=export.pk).update(language="en")
    make_export(export.pk)
    export.refresh_from_db()
    content = b"".join(take_file(actor=world.clerk, export=export).parts)
    with pikepdf.open(io.BytesIO(content)) as made:
        assert titles(made)[1] == "立案审批表（审批表.pdf）"
    text = pages_of(content)
    assert "卷内目录" in text[1]
    assert "卷内备考表" in text[-1]
