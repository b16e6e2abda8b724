"""A clerk enters a case: by keyboard alone, by a double click, one after the other."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, Request, Response, expect

from cases.models import Case
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.browser.journeys.form import (
    CHECK,
    DETAIL,
    MATTER,
    RECORD,
    fill_in,
    new_draft,
    the_case,
)
from tests.browser.journeys.keyboard import compose, pick, tab_to, type_into
from tests.personas import PASSWORD, valid_uscc

pytestmark = pytest.mark.browser

INITIALS = "jycgbzqdsp"
SAVED = re.compile(r"草稿已保存 \d\d:\d\d")


def saves(answer: Response, text: str) -> bool:
    """Whether the server answered to a draft that holds this text."""
    return answer.url.endswith("/autosave/") and text in (answer.request.post_data or "")


def test_a_whole_case_is_entered_without_the_mouse(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto("/cases/new/")
    page.keyboard.press("n")
    expect(page.locator("#id_filed_on")).to_be_visible()
    look(page, "entry-empty")

    type_into(page, "#id_filed_on", "20260302")
    tab_to(page, page.locator("#id_parties-0-name"))
    compose(page, "hefeng", "宁川县禾丰食品店")
    type_into(page, "#id_parties-0-identifier", valid_uscc(41, prefix="91"))
    tab_to(page, page.get_by_role("button", name="添加当事人"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_parties-1-kind")).to_be_focused()
    pick(page, "#id_parties-1-kind", "natural")
    type_into(page, "#id_parties-1-name", "欧阳远山")

    type_into(page, "#id_matter_text", INITIALS)
    options = page.get_by_role("option", name=MATTER)
    expect(options.first).to_be_visible()
    look(page, "entry-suggestions")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_matter_text")).to_have_value(MATTER)
    expect(page.locator("#id_cause")).to_have_value(f"{MATTER}案")
    expect(page.locator("#id_sector")).to_have_value("market")
    expect(page.locator("#id_bases-0-citation")).to_have_value(re.compile("第三十四条"))
    expect(page.locator("#id_bases-1-citation")).to_have_value(re.compile("第一百二十四条"))

    type_into(page, "#id_officers-0-name", "林知远")
    type_into(page, "#id_officers-1-name", "苏映岚")
    tab_to(page, page.get_by_role("button", name="添加条款"))
    page.keyboard.press("Enter")
    pick(page, "#id_bases-2-use", "penalised")
    tab_to(page, page.locator("#id_bases-2-citation"))
    asked.clear()
    compose(page, "xingzhengchufafa", "行政处罚法")
    expect(page.get_by_role("option", name="中华人民共和国行政处罚法").first).to_be_visible()
    assert len([one for one in asked if "/suggest/laws/" in one.url]) == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("二十八条第一款")

    pick(page, "#id_outcome", "penalty")
    type_into(page, "#id_decision_number", "宁市监罚〔2026〕101号")
    type_into(page, "#id_decided_on", "2026.5.6")
    pick(page, "#id_penalties-0-kind", "fine")
    type_into(page, "#id_penalties-0-amount", "5,000")
    type_into(page, "#id_served_on", "20260508")
    with page.expect_response(lambda answer: saves(answer, "direct")):
        pick(page, "#id_service_method", "direct")
    expect(page.locator("[data-autosave-status]")).to_have_text(SAVED)
    look(page, "entry-filled")

    page.reload()
    expect(page.locator("#id_parties-0-name")).to_have_value("宁川县禾丰食品店")
    expect(page.locator("#id_parties-1-name")).to_have_value("欧阳远山")
    expect(page.locator("#id_matter_text")).to_have_value(MATTER)
    expect(page.locator("#id_bases-2-citation")).to_have_value(
        "《中华人民共和国行政处罚法》第二十八条第一款"
    )
    expect(page.locator("#id_penalties-0-amount")).to_have_value("5,000")
    expect(page.locator("#id_service_method")).to_have_value("direct")

    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(CHECK)
    look(page, "entry-check")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(DETAIL)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{MATTER}案")
    expect(page.locator(".identity")).to_contain_text("宁市监罚〔2026〕101号")
    look(page, "detail-own")

    case = the_case("宁市监罚〔2026〕101号")
    assert case.fine_total == Decimal(5000)
    assert [party.name for party in case.parties.order_by("pk")] == ["宁川县禾丰食品店", "欧阳远山"]
    assert case.bases.count() == 3


def test_a_double_click_on_record_makes_one_case(page_as: PageAs) -> None:
    page = page_as("clerk")
    new_draft(page)
    fill_in(page, "宁市监罚〔2026〕102号")
    page.get_by_role("button", name="核对内容").click()
    expect(page).to_have_url(CHECK)
    page.get_by_role("button", name=RECORD).dblclick()
    expect(page).to_have_url(DETAIL)
    assert the_case("宁市监罚〔2026〕102号").owner.short_name == "市场监管局"


def test_recording_and_going_on_keeps_the_officers_for_the_next_case(page_as: PageAs) -> None:
    page = page_as("clerk")
    new_draft(page)
    fill_in(page, "宁市监罚〔2026〕103号")
    page.get_by_role("button", name="核对内容").click()
    page.get_by_role("button", name="登记并录入下一件").click()
    expect(page.locator(".note-success, .note-ok").first).to_contain_text("已登记")
    expect(page.locator("#id_officers-0-name")).to_have_value("林知远")
    expect(page.locator("#id_officers-1-name")).to_have_value("苏映岚")
    expect(page.locator("#id_parties-0-name")).to_have_value("")
    expect(page.locator("#id_decision_number")).to_have_value("")
    assert the_case("宁市监罚〔2026〕103号").parties.get().name == "宁川县禾丰食品店"


def test_faults_take_the_focus_lead_to_their_fields_and_lose_nothing(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    page = page_as("clerk")
    new_draft(page)
    fill_in(page, "宁市监罚〔2026〕104号")
    page.locator("#id_decided_on").fill("2026-13-45")
    page.locator("#id_penalties-0-amount").fill("五千左右")
    page.locator("#id_parties-0-identifier").fill("91350100M000100Y44")
    page.keyboard.press("Control+Enter")
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    refused(422)
    look(page, "entry-faults")
    expect(page).to_have_title(re.compile("^有 3 处需要改正"))
    for field in ("#id_decided_on", "#id_penalties-0-amount", "#id_parties-0-identifier"):
        summary.locator(f'a[href="{field}"]').press("Enter")
        expect(page.locator(field)).to_be_focused()
        expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_decided_on")).to_have_value("2026-13-45")
    expect(page.locator("#id_penalties-0-amount")).to_have_value("五千左右")
    expect(page.locator("#id_decision_number")).to_have_value("宁市监罚〔2026〕104号")
    page.locator("#id_decided_on").fill("2026-05-06")
    page.locator("#id_penalties-0-amount").fill("5000")
    page.locator("#id_parties-0-identifier").fill("")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(CHECK)
    assert not Case.objects.filter(decision_number="宁市监罚〔2026〕104号").exists()


def test_a_session_that_ended_costs_nothing_that_was_typed(
    page_as: PageAs, new_page: Callable[[], Page], refused: Refused
) -> None:
    page = page_as("clerk")
    new_draft(page)
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_cause").fill("登录失效前后输入的案由")
    expect(page.locator("[data-autosave-status]")).to_contain_text("登录已失效")
    refused(401)

    window = new_page()
    window.goto("/")
    window.locator("input[name=username]").fill("clerk")
    window.locator("input[name=password]").fill(PASSWORD)
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", name="首页")).to_be_visible()

    page.locator("#id_facts").fill("在新窗口登录以后")
    expect(page.locator("[data-autosave-status]")).to_have_text(SAVED)
    refused(403)
    page.reload()
    expect(page.locator("#id_cause")).to_have_value("登录失效前后输入的案由")
    expect(page.locator("#id_facts")).to_have_value("在新窗口登录以后")
