"""The file of a case: scans go in, what is missing becomes less, the whole comes out as one PDF."""

import io
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import FilePayload, expect

from cases.inputs import EvidenceInput
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.cases.factory import recorded
from tests.documents.attachments import files
from tests.personas import World

pytestmark = pytest.mark.browser

PHOTO = EvidenceInput(kind="physical", name="过期糕点二十三袋", holder="本局物证室")


def payload(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def test_a_clerk_completes_the_file_and_takes_it_as_one_pdf(
    page_as: PageAs, world: World, look: Look, refused: Refused, tmp_path: Path
) -> None:
    case = recorded(world.clerk, evidence=(PHOTO,), procedure="hearing")
    page = page_as("clerk")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="案卷和附件").click()
    expect(page.get_by_text("缺 8 件")).to_be_visible()
    look(page, "case-file-start")

    page.get_by_role("link", name="行政处罚告知书").click()
    expect(page.get_by_label("材料种类")).to_have_value("penalty_notice")
    page.locator("input[type=file]").set_input_files(
        [
            payload("告知书.pdf", files.pdf(2)),
            payload("坏的.pdf", b"%PDF-1.7"),
        ]
    )
    page.get_by_role("button", name="上传").click()
    expect(page.locator("#error-summary")).to_contain_text("有 1 个文件没有上传")
    refused(422)
    look(page, "case-file-refused")

    page.get_by_label("材料种类").select_option("")
    page.locator("input[type=file]").set_input_files(
        [
            payload("现场照片.jpg", files.picture("JPEG", (800, 600))),
            payload("台账.xlsx", files.xlsx()),
        ]
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("已上传 2 个文件。")).to_be_visible()
    expect(page.get_by_text("缺 7 件")).to_be_visible()
    look(page, "case-file-filled")

    page.get_by_label("用途").fill("移送法院附卷")
    page.get_by_role("button", name="生成整卷").click()
    expect(page.get_by_text("整卷 PDF")).to_be_visible()
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载").click()
    book = tmp_path / "book.pdf"
    loading.value.save_as(book)
    with pikepdf.open(io.BytesIO(book.read_bytes())) as made:
        assert len(made.pages) == 2 + 4 + 1

    page.goto(f"/cases/{case.pk}/file/print/")
    look(page, "case-file-sheet")
    page.goto(f"/cases/{case.pk}/file/")
    page.get_by_role("link", name="撤下 台账.xlsx").click()
    look(page, "case-file-remove")
    page.get_by_label("理由").fill("传错案件")
    page.get_by_role("button", name="撤下").click()
    expect(page.get_by_text("已撤下：传错案件")).to_be_visible()
