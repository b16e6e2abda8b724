"""A case on paper."""

import re

import pytest
from playwright.sync_api import expect

from cases.inputs import PartyInput
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.cases.factory import MAN, SHOP, recorded
from tests.personas import World, valid_uscc

pytestmark = pytest.mark.browser

TRADER = PartyInput(
    kind="sole_trader",
    name="宁川县白云镇益春化妆品店",
    identifier_type="uscc",
    identifier=valid_uscc(43, prefix="92"),
    representative="尹书琴",
    phone="13800001234",
    address="宁川县白云镇朝阳街149号",
)
NUMBER = "宁市监罚决字〔2026〕61号"
A4 = re.compile(rb"/MediaBox \[0 0 59[4-6](?:\.\d+)? 84[1-3](?:\.\d+)?\]")


def test_the_sheet_is_a4_with_the_number_and_without_menus(
    page_as: PageAs, world: World, look: Look
) -> None:
    case = recorded(world.clerk, decision_number=NUMBER, parties=(SHOP, MAN, TRADER))
    page = page_as("clerk")
    page.goto(f"/cases/{case.pk}/")
    look(page, "detail-parties")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("/print/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("行政处罚案件情况表")
    expect(page.locator("main, .sheet").first).to_contain_text(NUMBER)
    look(page, "print-sheet")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="返回案件")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)
    paper = page.pdf(prefer_css_page_size=True)
    pages = paper.count(b"/Type /Page\n") or paper.count(b"/Type/Page\n")
    assert 1 <= pages <= 3
    assert len(A4.findall(paper)) == pages
    page.emulate_media(media="screen")


def test_a_printed_case_page_leaves_the_screen_furniture_out(page_as: PageAs, world: World) -> None:
    case = recorded(world.clerk, decision_number="宁市监罚决字〔2026〕62号")
    page = page_as("clerk")
    page.goto(f"/cases/{case.pk}/")
    page.emulate_media(media="print")
    for furniture in (".top", ".side", ".crumbs"):
        expect(page.locator(furniture).first).to_be_hidden()
    expect(page.locator(".identity")).to_be_visible()
