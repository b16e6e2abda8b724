"""A file of cases goes in: upload, look, record, take the report along."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from cases.models import Case
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.personas import World

pytestmark = pytest.mark.browser

FILE = Path(__file__).parents[2] / "data" / "shenzhen_2022.csv"
ROWS = 32


def test_a_real_file_is_checked_recorded_and_reported(
    page_as: PageAs, world: World, look: Look, tmp_path: Path
) -> None:
    page = page_as("clerk")
    page.goto("/imports/")
    look(page, "import-start")
    page.locator("input[type=file]").set_input_files(FILE)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("还没有登记任何案件")).to_be_visible()
    expect(page.locator(".import-rows tbody tr")).to_have_count(ROWS)
    assert Case.objects.count() == 0
    look(page, "import-check")

    page.get_by_role("button", name=f"开始登记 {ROWS} 行").click()
    expect(page.get_by_text(f"登记完毕：已登记 {ROWS} 行")).to_be_visible()
    states = page.locator(".import-rows tbody tr td:nth-child(2)").all_inner_texts()
    assert states == ["已登记"] * ROWS
    assert Case.objects.filter(owner=world.market).count() == ROWS
    look(page, "import-done")

    with page.expect_download() as loading:
        page.get_by_role("link", name="下载结果").click()
    report = tmp_path / "report.csv"
    loading.value.save_as(report)
    heading, *rows = csv.reader(report.read_text(encoding="utf-8-sig").splitlines())
    assert len(rows) == ROWS
    said = [row[heading.index("检查结果")] for row in rows]
    assert {words.split("：")[0] for words in said} == {"已登记"}
    assert all("没有名称，登记为待补全" in words for words in said)

    page.locator(".import-rows tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/cases/\d+/$"))
    expect(page.get_by_text("登记时缺少的内容须补全")).to_be_visible()
    look(page, "detail-incomplete")


def test_what_is_no_table_is_refused_in_words(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    page = page_as("clerk_b")
    page.goto("/imports/")
    picture = FilePayload(
        name="台账.csv", mimeType="text/csv", buffer=b"\x89PNG\r\n\x1a\n" + bytes(64)
    )
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#error-summary")).to_contain_text("图片")
    refused(422)
    look(page, "import-refused")
