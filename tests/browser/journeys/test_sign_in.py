"""In and out: wrong passwords, the lock, the language, the way back."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.journeys.conftest import Look, Refused
from tests.personas import PASSWORD, World

pytestmark = pytest.mark.browser


def try_to_enter(page: Page, name: str, password: str) -> None:
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_wrong_password_is_said_and_the_name_stays(
    page: Page, world: World, look: Look, refused: Refused
) -> None:
    page.goto("/cases/")
    look(page, "sign-in")
    try_to_enter(page, "clerk_b", "wrong-one")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#error-summary")).to_contain_text("密码")
    expect(page.get_by_label("登录名")).to_have_value("clerk_b")
    expect(page.get_by_label("密码")).to_have_value("")
    refused(422)
    look(page, "sign-in-refused")
    try_to_enter(page, "clerk_b", PASSWORD)
    expect(page.get_by_role("heading", name="案件", exact=True)).to_be_visible()


def test_five_wrong_passwords_lock_the_name_and_the_right_one_too(
    page: Page, world: World, look: Look, refused: Refused
) -> None:
    page.goto("/")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        try_to_enter(page, "judge", "wrong-one")
        expect(page.locator("#error-summary")).to_be_focused()
    refused(422)
    try_to_enter(page, "judge", "wrong-one")
    locked = page.get_by_role("heading", name="登录名已锁定")
    expect(locked).to_be_visible()
    look(page, "locked")
    page.get_by_role("link", name="返回登录").click()
    try_to_enter(page, "judge", PASSWORD)
    expect(locked).to_be_visible()
    refused(429)


def test_the_language_holds_on_every_page_until_it_is_switched_back(
    page: Page, world: World, look: Look
) -> None:
    page.goto("/cases/")
    try_to_enter(page, "clerk", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("案件")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url("/cases/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("案件")
    look(page, "list-english")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("首页")


def test_after_signing_out_the_way_back_leads_to_the_sign_in(page: Page, world: World) -> None:
    page.goto("/cases/")
    try_to_enter(page, "clerk", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("案件")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.goto("/cases/")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
