"""Finding one case among many."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from cases.inputs import PartyInput
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.cases.factory import SHOP, recorded
from tests.personas import World

pytestmark = pytest.mark.browser

MANY = 54  # and the bakery: more than one page of fifty
BAKERY = PartyInput(kind="organisation", name="宁川县桂香糕点坊", address="宁川县柳溪镇西街3号")


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """The county, in which market supervision has recorded more than a page."""
    for number in range(1, MANY + 1):
        decided = dt.date(2026, 5, 6) + dt.timedelta(days=number)
        recorded(
            world.clerk,
            parties=(SHOP,),
            decision_number=f"宁市监罚决字〔2026〕{number}号",
            decided_on=decided,
            served_on=decided,
        )
    recorded(world.clerk, parties=(BAKERY,), decision_number="宁市监罚决字〔2026〕900号")
    return world


def lines(page: Page) -> list[str]:
    return page.locator("tbody th[scope=row] a").all_inner_texts()


def ask(page: Page) -> None:
    page.get_by_role("button", name="查询").click()


def test_two_characters_of_a_name_find_the_party(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/cases/")
    look(page, "list")
    page.get_by_label("当事人", exact=True).fill("桂香")
    ask(page)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("宁川县桂香糕点坊")
    expect(page.get_by_label("当事人", exact=True)).to_have_value("桂香")
    page.get_by_role("link", name="重置").click()
    expect(page.get_by_label("当事人", exact=True)).to_have_value("")
    expect(page.locator("tbody tr")).to_have_count(50)


@pytest.mark.parametrize("written", ["宁市监罚决字(2026)900号", "宁市监罚决字[2026]第000900号"])
def test_a_number_is_found_however_it_is_written(page_as: PageAs, written: str) -> None:
    page = page_as("clerk")
    page.goto("/cases/")
    page.get_by_label("文号", exact=True).fill(written)
    ask(page)
    expect(page.locator("tbody tr")).to_have_count(1)
    assert lines(page) == ["宁市监罚决字〔2026〕900号"]
    # The box of every page leads straight to the one case of a whole number.
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(written)
    page.keyboard.press("Enter")
    expect(page.locator(".identity")).to_contain_text("宁市监罚决字〔2026〕900号")


def test_every_case_stands_on_exactly_one_page(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/cases/")
    first = lines(page)
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("tbody tr")).to_have_count(MANY + 1 - 50)
    second = lines(page)
    look(page, "list-second-page")
    assert len({*first, *second}) == len(first) + len(second) == MANY + 1
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("tbody tr")).to_have_count(50)
    assert lines(page) == first


def test_the_address_holds_the_whole_query(page_as: PageAs) -> None:
    page = page_as("clerk")
    page.goto("/cases/")
    page.get_by_label("决定日期起").fill("2026-06-03")
    page.get_by_label("决定日期止").fill("2026-06-09")
    page.locator("summary", has_text="更多条件").click()
    page.get_by_label("罚款不少于（元）").fill("1,000")
    ask(page)
    expect(page).to_have_url(re.compile("decided_from=2026-06-03"))
    expect(page.locator("tbody tr")).to_have_count(7)
    found = lines(page)
    other = page_as("leader")
    other.goto(page.url)
    assert lines(other) == found
    expect(other.get_by_label("决定日期起")).to_have_value("2026-06-03")
    expect(other.get_by_label("罚款不少于（元）")).to_have_value("1,000")
    expect(other.get_by_label("罚款不少于（元）")).to_be_visible()


def test_nothing_found_says_how_to_go_on(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/cases/?party=不存在的店")
    expect(page.get_by_text("没有符合条件的案件")).to_be_visible()
    look(page, "list-nothing")


def test_keys_walk_the_list_and_open_a_case(page_as: PageAs) -> None:
    page = page_as("clerk")
    page.goto("/cases/?party=桂香")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".identity")).to_contain_text("宁市监罚决字〔2026〕900号")
