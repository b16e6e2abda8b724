"""Every page of the menu, as each persona: axe finds nothing, the console stays clean."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import AxeCheck, PageAs
from tests.personas import PASSWORD, World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "persona",
    ["clerk", "leader", "procurator", "justice_officer", "system_admin", "security_admin",
     "audit_admin"],
)  # fmt: skip
def test_the_pages_of_the_menu(persona: str, page_as: PageAs, axe_check: AxeCheck) -> None:
    page = page_as(persona)
    page.goto("/")
    menu = page.get_by_role("navigation", name="主菜单")
    addresses = [link.get_attribute("href") or "" for link in menu.get_by_role("link").all()]
    assert addresses
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect(page.locator("h1")).not_to_be_empty()
        assert "UNKNOWN-VARIABLE" not in page.content(), address
        axe_check(page)


def test_sign_in_by_keyboard(
    page: Page, live_server: LiveServer, world: World, axe_check: AxeCheck
) -> None:
    page.goto("/")
    axe_check(page)
    page.locator("input[name=username]").focus()
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".top-person")).to_contain_text(world.clerk.name)


def test_the_language_is_chosen_in_the_top_bar(page_as: PageAs) -> None:
    page = page_as("clerk")
    page.goto("/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_wrong_address_is_explained(
    page_as: PageAs, complaints: list[str], axe_check: AxeCheck
) -> None:
    page = page_as("clerk")
    answer = page.goto("/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="没有找到这个页面")).to_be_visible()
    axe_check(page)
    complaints.clear()
