"""Everybody reads the rules; the system administrator fixes a period for the county."""

import pytest
from playwright.sync_api import expect

from core.clock import current_day
from deadlines.models import LocalValue
from deadlines.services import ClockFacts, set_clocks
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.personas import World

pytestmark = pytest.mark.browser


def test_a_clerk_looks_a_period_up(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/")
    page.get_by_role("link", name="期限规则").click()
    look(page, "rules")
    page.get_by_role("textbox", name="查找").fill("催告")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="催告后等待十个工作日").click()
    look(page, "rule")
    page.get_by_role("link", name="试算").last.click()
    expect(page.locator("#id_rule")).to_have_value("nl.reminder_wait")


def test_an_administrator_sets_a_period_and_ends_it(
    world: World, page_as: PageAs, look: Look, refused: Refused
) -> None:
    today = current_day()
    facts = [
        ClockFacts("ap.publish", "rules-journey", n, world.market.pk, today, None)
        for n in range(12)
    ]
    set_clocks(actor=None, facts=facts)
    page = page_as("system_admin")
    page.goto("/deadlines/rules/ap.publish/")
    page.get_by_label("期间").fill("5")
    page.get_by_label("起用日期").fill(today.strftime("%Y%m%d"))
    page.get_by_text("另行安排提醒").click()
    page.get_by_label("提醒承办人").fill("三天")
    page.get_by_role("button", name="查看影响").click()
    expect(page.locator(".error-summary")).to_contain_text("请填写数字")
    refused(422)
    look(page, "local-value-refused")
    page.get_by_label("提醒承办人").fill("-2，1")
    page.locator("#id_ground").fill("宁川县行政处罚信息公示办法第六条")
    page.get_by_role("button", name="查看影响").click()
    expect(page.get_by_role("status").first).to_contain_text("变动 12 件未结期限")
    look(page, "local-value-preview")
    page.get_by_role("button", name="确认生效").click()
    expect(page.get_by_text("本地期限已生效")).to_be_visible()
    look(page, "local-value")
    page.get_by_text("终止这项本地期限").click()
    page.get_by_label("终止依据").fill("办法废止")
    page.locator("form[action$='/end/']").get_by_role("button").click()
    page.get_by_role("button", name="确认终止").click()
    expect(page.get_by_text("本地期限已终止")).to_be_visible()
    assert LocalValue.objects.get(key="ap.publish").end_ground == "办法废止"
