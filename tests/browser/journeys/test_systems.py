"""A system is registered, gets its token, and somebody reads how to use it."""

from playwright.sync_api import Page

from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look


def register(page: Page, name: str) -> None:
    """Register a system of the market supervision bureau."""
    page.goto("/systems/")
    page.get_by_role("link", name="登记系统").click()
    page.get_by_label("所属机关").select_option(label="宁川县市场监督管理局")
    page.get_by_label("系统名称").fill(name)
    page.get_by_label("用途").fill("报送行政处罚案件")
    page.get_by_label("联系人和电话").fill("信息中心 88880000")
    page.get_by_label("登记和更正本机关案件").check()
    page.get_by_label("读取案件").check()
    page.get_by_label("允许的地址").fill("10.0.8.0/24")


def test_from_the_registration_to_the_token(page_as: PageAs, look: Look) -> None:
    page = page_as("security_admin")
    register(page, "市场监管执法办案系统")
    look(page, "system-new")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已登记系统：市场监管执法办案系统").wait_for()
    look(page, "system")

    page = page_as("leader")
    page.goto("/")
    page.get_by_role("link", name="对接系统").click()
    look(page, "systems")
    page.get_by_role("link", name="市场监管执法办案系统").click()
    page.get_by_role("link", name="签发令牌").click()
    look(page, "token-new")
    page.get_by_label("名称").fill("生产环境 2026年")
    page.get_by_role("button", name="签发").click()
    token = page.get_by_label("令牌", exact=True).input_value()
    assert token.startswith("xj_")
    look(page, "token-shown")
    page.get_by_role("button", name="复制").click()
    page.get_by_role("button", name="已复制").wait_for()
    page.get_by_role("link", name="已保存，返回").click()
    assert token not in page.content()
    look(page, "system-with-token")
    page.locator("summary", has_text="撤销").click()
    page.get_by_role("button", name="确认撤销").click()
    page.get_by_text("已撤销令牌").wait_for()


def test_the_description_can_be_read(page_as: PageAs, look: Look) -> None:
    page = page_as("leader")
    page.goto("/systems/")
    page.get_by_role("link", name="接口说明").click()
    page.get_by_role("link", name="批量登记或者更新案件").click()
    look(page, "api-docs")
    hosts = page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).host)")
    assert set(hosts) == {page.evaluate("location.host")}
