"""An agreement between two agencies: proposed, approved, used, ended."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.cases.factory import recorded
from tests.personas import World

pytestmark = pytest.mark.browser

NUMBER = "宁市监罚决字〔2026〕77号"
TITLE = "宁川县市场监督管理局 → 宁川县人民检察院"


def the_agreement(page: Page) -> None:
    page.goto("/agreements/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_two_people_open_the_cases_and_ending_closes_them_at_once(
    page_as: PageAs, world: World, look: Look, refused: Refused
) -> None:
    case = recorded(world.clerk, decision_number=NUMBER)
    page = page_as("procurator")
    page.goto("/cases/")
    expect(page.get_by_text("还没有案件")).to_be_visible()
    look(page, "list-empty")

    page = page_as("security_admin")
    page.goto("/agreements/")
    look(page, "agreements-empty")
    page.keyboard.press("n")
    page.get_by_label("提供机关").select_option(label="宁川县市场监督管理局")
    page.get_by_label("接收机关").select_option(label="宁川县人民检察院")
    page.get_by_label("共享目的").fill("行政检察监督")
    page.get_by_label("法律依据").fill("行政处罚法第二十七条")
    look(page, "agreement-form")
    page.get_by_role("button", name="提出").click()
    expect(page.get_by_text("这份协议由您提出，须由另一人批准或者否决。")).to_be_visible()
    expect(page.get_by_role("button", name="批准协议")).to_have_count(0)
    look(page, "agreement-proposed")

    page = page_as("procurator")
    page.goto(f"/cases/{case.pk}/")
    expect(page.get_by_role("heading", name="没有找到这个页面")).to_be_visible()
    refused(404)

    page = page_as("security_admin_b")
    the_agreement(page)
    look(page, "agreement-decide")
    page.get_by_role("button", name="批准协议").click()
    expect(page.get_by_text("协议已生效。")).to_be_visible()

    page = page_as("procurator")
    page.goto("/cases/")
    page.get_by_role("link", name=NUMBER).click()
    expect(page.locator(".identity")).to_contain_text(NUMBER)
    opened = page.url

    page = page_as("security_admin")
    the_agreement(page)
    page.get_by_label("原因").fill("监督工作已经完成")
    page.get_by_role("button", name="终止协议").click()
    expect(page.get_by_text("协议已终止，对方不能再查看这些案件。")).to_be_visible()
    look(page, "agreement-ended")

    page = page_as("procurator")
    page.goto(opened)
    expect(page.get_by_role("heading", name="没有找到这个页面")).to_be_visible()
    refused(404)
    page.goto("/cases/")
    expect(page.get_by_text("还没有案件")).to_be_visible()
