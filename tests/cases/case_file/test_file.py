"""The file of a case: one list in its order, as much of it as somebody may see."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from cases.case_file.entries import FileEntry, Source, paginated
from cases.case_file.papers import Part, paper_name
from cases.case_file.selectors import case_file
from cases.inputs import EvidenceInput
from cases.models import Case
from cases.selectors import CaseNotVisible
from documents.attachments.services import remove_attachment
from documents.models import Attachment, ScanState
from tests.cases.case_file.filed import brought, drafted, issued
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.documents.attachments import files
from tests.documents.attachments.sharing import shared
from tests.personas import World
from tests.queries import real_queries

PHOTO = EvidenceInput(kind="physical", name="过期糕点二十三袋", holder="本局物证室")


@pytest.fixture
def case(world: World) -> Case:
    return recorded(world.clerk, evidence=(PHOTO,))


def names(world: World, case: Case, who: str = "clerk") -> list[str]:
    return [entry.name for entry in case_file(getattr(world, who), case.pk).entries]


def entry(pages: int | None) -> FileEntry:
    return FileEntry(Part.OTHER, Source.ATTACHMENT, 1, "", "", pages=pages)


def test_pages_are_numbered_through_as_far_as_they_are_known() -> None:
    placed = paginated([entry(2), entry(0), entry(3), entry(None), entry(1)])
    assert [(e.first_page, e.last_page) for e in placed] == [
        (1, 2), (None, None), (3, 5), (None, None), (None, None),
    ]  # fmt: skip


def test_everything_lies_in_the_order_of_the_work(world: World, case: Case) -> None:
    brought(world.clerk, case, kind="closing_approval", file="d.pdf")
    brought(world.clerk, case, kind="service_receipt", file="c.pdf")
    brought(world.clerk, case, kind="filing_approval", file="a.pdf")
    brought(world.clerk, case, files.scan(3), file="b.tif")
    issued(world.leader, case, world.police.pk)
    assert names(world, case) == [
        f"{paper_name('filing_approval')}（a.pdf）",
        "过期糕点二十三袋",
        "b.tif",
        f"{paper_name('service_receipt')}（c.pdf）",
        case_file(world.clerk, case.pk).parts[3].entries[0].name,
        f"{paper_name('closing_approval')}（d.pdf）",
    ]
    found = case_file(world.clerk, case.pk)
    assert [part.part for part in found.parts] == [
        Part.FILING, Part.EVIDENCE, Part.SERVICE, Part.TRANSFER, Part.CLOSING,
    ]  # fmt: skip
    assert found.is_counted
    assert found.entries[-1].last_page == found.pages


def test_drafts_void_papers_and_what_was_taken_out_lie_not_in_it(world: World, case: Case) -> None:
    drafted(world.leader, case)
    out = brought(world.clerk, case)
    remove_attachment(actor=world.clerk, attachment_id=out.pk, reason="传错案件")
    assert names(world, case) == ["过期糕点二十三袋"]


def test_a_scan_of_a_paper_made_elsewhere_fills_its_place(world: World, case: Case) -> None:
    before = {line.key for line in case_file(world.clerk, case.pk).missing}
    scan = brought(world.clerk, case, kind="penalty_notice")
    after = {line.key for line in case_file(world.clerk, case.pk).missing}
    assert before - after == {"penalty_notice"}
    Attachment.objects.filter(pk=scan.pk).update(scan=ScanState.INFECTED)
    assert {line.key for line in case_file(world.clerk, case.pk).missing} == before


def test_it_refuses_a_stranger(world: World, case: Case) -> None:
    with pytest.raises(CaseNotVisible):
        case_file(world.urban_clerk, case.pk)


def test_others_see_what_is_theirs_and_no_check(world: World, case: Case) -> None:
    shared(world)
    brought(world.clerk, case, name="三级.pdf")
    brought(world.leader, case, files.pdf(2), grade=4, name="四级.pdf")
    found = case_file(world.procurator, case.pk)
    assert [e.name for e in found.entries] == ["过期糕点二十三袋", "三级.pdf"]
    assert (found.check, found.may_attach) == ((), False)
    event = AuditEvent.objects.filter(verb="case_file.read").latest("pk")
    assert (event.case_id, event.outside) == (case.pk, True)


@pytest.mark.parametrize("profile", ["follower", "pointer"])
def test_who_only_follows_sees_papers_sent_to_them_and_nothing_else(
    world: World, case: Case, profile: str
) -> None:
    shared(world, receiver=world.police, profile=profile)
    brought(world.clerk, case)
    issued(world.leader, case, world.police.pk)
    sources = {entry.source for entry in case_file(world.police_intake, case.pk).entries}
    assert sources == {Source.DOCUMENT}


def test_the_page_says_what_is_missing_and_why(
    world: World, case: Case, client_as: ClientAs
) -> None:
    page = client_as(world.clerk).get(reverse("cases:file", args=[case.pk])).content.decode()
    assert "行政处罚告知书</a><small>每案必备；行政处罚法第四十四条" in page
    assert "法制审核意见：没有经过听证" in page
    assert "过期糕点二十三袋" in page
    sheet = client_as(world.clerk).get(reverse("cases:file_print", args=[case.pk]))
    assert "尚缺材料" in sheet.content.decode()
    assert client_as(world.urban_clerk).get(
        reverse("cases:file", args=[case.pk])
    ).status_code == 404  # fmt: skip


def test_the_way_to_it_is_on_the_page_of_the_case(
    world: World, case: Case, client_as: ClientAs
) -> None:
    page = client_as(world.clerk).get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert f'href="/cases/{case.pk}/file/"' in page


def test_a_hundred_papers_take_no_more_queries_than_one(
    world: World, case: Case, client_as: ClientAs
) -> None:
    client, url = client_as(world.clerk), reverse("cases:file", args=[case.pk])
    kept = brought(world.clerk, case)
    client.get(url)
    with real_queries() as one:
        client.get(url)
    same = {f.name: getattr(kept, f.name) for f in kept._meta.fields if f.name != "id"}
    Attachment.objects.bulk_create([Attachment(**same) for _ in range(100)])
    with real_queries() as many:
        client.get(url)
    assert len(many) == len(one)
    assert len(one) <= 30
