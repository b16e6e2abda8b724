"""A clerk counts: one period day by day, the window for the court, the late fee."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look

pytestmark = pytest.mark.browser


@pytest.fixture
def page(page_as: PageAs) -> Page:
    opened = page_as("clerk")
    opened.goto("/deadlines/simulator/")
    return opened


def test_a_rule_is_found_by_a_word_and_counted_by_keyboard(page: Page, look: Look) -> None:
    look(page, "counting-empty")
    page.get_by_label("查找规则").fill("催告书送达")
    page.get_by_label("起算事由发生日").fill("20260210")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("末日 2026-03-02")
    expect(page.locator("td.sheet-last")).to_contain_text("第10日")
    expect(page.locator("td", has_text="调休上班").first).to_be_visible()
    look(page, "counting-ten-working-days")


def test_exclusions_and_an_extension_are_seen_in_the_sheets(page: Page, look: Look) -> None:
    page.locator("#id_rule").select_option("ap.decision")
    page.get_by_label("起算事由发生日").fill("2026-08-20")
    page.get_by_text("扣除、延长和其他情形").click()
    page.locator("#id_pause1_from").fill("2026-09-01")
    page.locator("#id_pause1_to").fill("2026-09-10")
    page.locator("#id_extend").fill("30")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator("td.sheet-excluded")).to_have_count(10)
    expect(page.get_by_text("暂定").first).to_be_visible()
    expect(page.locator("#id_pause1_from")).to_be_visible()
    look(page, "counting-excluded")
    page.get_by_role("link", name="逐日显示").first.click()
    expect(page.locator(".sheet-folded")).to_have_count(0)


def test_the_window_for_the_court_and_the_late_fee(page: Page, look: Look) -> None:
    page.get_by_role("link", name="申请法院强制执行的期限").click()
    page.get_by_label("处罚决定书送达之日").fill("2025-03-10")
    page.get_by_label("催告书送达之日").fill("2025-09-25")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.locator(".answer")).to_contain_text("2025-10-16 至 2025-12-10")
    look(page, "counting-court")
    page.get_by_role("link", name="加处罚款", exact=True).click()
    page.get_by_label("罚款数额（元）").fill("5,000")
    page.get_by_label("缴纳期限末日").fill("2025-03-25")
    page.get_by_label("算到").fill("2025-05-01")
    page.get_by_role("button", name="计算", exact=True).click()
    expect(page.get_by_text("2025-04-28达到").first).to_be_visible()
    look(page, "counting-fee")


class TestWithoutScripts:
    """The same in a browser that runs none."""

    @pytest.fixture
    def runs_scripts(self) -> bool:
        return False

    def test_a_period_in_hours_asks_for_its_moment(self, page: Page) -> None:
        page.locator("#id_rule").select_option("cf.transfer")
        page.get_by_label("起算事由发生日").fill("2026-02-14")
        page.get_by_role("button", name="计算", exact=True).click()
        expect(page.locator("#error-summary")).to_contain_text("请填写时刻")
        page.get_by_label("时刻").fill("10:20")
        page.get_by_role("button", name="计算", exact=True).click()
        expect(page.locator(".answer")).to_contain_text("2026-02-15 11:00")
