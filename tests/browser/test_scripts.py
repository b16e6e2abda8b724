"""Our own scripts on a current Chromium: what they promise in docs/screen.md."""

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from tests.browser import workbench
from tests.browser.conftest import AxeCheck, PageAs

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(page_as: PageAs, settings: Settings) -> Page:
    """The workbench, opened by a clerk."""
    workbench.install(settings)
    page = page_as("clerk")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/bench/")
    return page


def test_axe_finds_nothing(bench: Page, axe_check: AxeCheck) -> None:
    axe_check(bench)
    bench.get_by_role("button", name="保存").click()
    expect(bench.locator("#error-summary")).to_be_focused()
    axe_check(bench)


def test_an_error_link_puts_the_cursor_into_its_field(bench: Page) -> None:
    bench.get_by_role("button", name="保存").click()
    expect(bench).to_have_title("有 4 处需要改正 - 工作台 - 衔接")
    bench.locator("#error-summary a", has_text="程序").click()
    expect(bench.locator("#id_kind_0")).to_be_focused()


def test_composing_chinese_asks_once(bench: Page) -> None:
    field = bench.locator("#id_matter")
    field.focus()
    keyboard = bench.context.new_cdp_session(bench)
    for text in ("h", "ho", "hon", "hong", "hong d", "hong da"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        bench.wait_for_timeout(200)
    keyboard.send("Input.insertText", {"text": "宏达"})
    expect(bench.get_by_role("option")).to_have_count(2)
    assert workbench.ASKED == ["宏达"]


def test_a_suggestion_is_chosen_by_keyboard(bench: Page) -> None:
    field = bench.locator("#id_matter")
    field.press_sequentially("h")
    expect(bench.get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(bench.get_by_role("option", selected=True)).to_contain_text("红大案由")
    field.press("Enter")
    expect(field).to_have_value("红大案由")
    assert bench.locator("#id_matter_id").input_value() == "8"
    assert workbench.POSTS == []
    field.press_sequentially("x")
    assert bench.locator("#id_matter_id").input_value() == ""


def test_it_is_said_when_nothing_matches(bench: Page, axe_check: AxeCheck) -> None:
    field = bench.locator("#id_matter")
    field.press_sequentially("zz")
    expect(bench.get_by_role("option")).to_have_text("没有匹配")
    expect(bench.locator("#announce")).to_have_text("没有匹配")
    axe_check(bench)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("zz")
    field.press("Escape")
    expect(bench.get_by_role("option")).to_have_count(0)


def test_a_draft_is_saved_while_one_types(bench: Page) -> None:
    bench.locator("#id_number").fill("〔2026〕12号")
    expect(bench.locator("[data-autosave-status]")).to_contain_text("草稿已保存 14:05")
    assert workbench.SAVES[-1]["number"] == ["〔2026〕12号"]


def test_a_failed_save_is_said_and_made_good(bench: Page, complaints: list[str]) -> None:
    workbench.Fault.status = 503
    bench.locator("#id_number").fill("1")
    status = bench.locator("[data-autosave-status]")
    expect(status).to_contain_text("未能保存")
    expect(bench.locator("#id_number")).to_have_value("1")
    workbench.Fault.status = 200
    expect(status).to_contain_text("草稿已保存")
    assert workbench.SAVES[-1]["number"] == ["1"]
    assert all("503" in line for line in complaints)
    complaints.clear()


def test_a_submit_stops_the_save_that_is_under_way(bench: Page) -> None:
    held: list[Route] = []
    bench.route("**/bench/save/", lambda route: held.append(route))
    with bench.expect_request("**/bench/save/"):
        bench.locator("#id_number").fill("1")
    with bench.expect_event("requestfailed", lambda asked: asked.url.endswith("/bench/save/")):
        bench.get_by_role("button", name="保存").click()
    expect(bench.locator("#error-summary")).to_be_visible()
    assert len(held) == 1
    assert [post["sequence"] for post in workbench.POSTS] == [["9"]]


def test_newer_text_of_another_window_is_said_and_nothing_is_lost(
    bench: Page, complaints: list[str]
) -> None:
    workbench.Fault.status = 409
    bench.locator("#id_number").fill("1")
    expect(bench.locator("[data-autosave-status]")).to_contain_text("已在其他窗口保存")
    expect(bench.locator("#id_number")).to_have_value("1")
    complaints.clear()


def test_an_ended_session_is_said(bench: Page, complaints: list[str]) -> None:
    workbench.Fault.status = 403
    bench.locator("#id_number").fill("1")
    expect(bench.locator("[data-autosave-status]")).to_contain_text("登录已失效")
    complaints.clear()


def test_two_clicks_submit_once_and_keep_the_button(bench: Page) -> None:
    bench.evaluate(
        "() => { const b = document.querySelector('button[name=next]'); b.click(); b.click(); }"
    )
    expect(bench.locator("#error-summary")).to_be_visible()
    assert [post["next"] for post in workbench.POSTS] == [["check"]]


def test_a_row_is_added_and_taken_away(bench: Page) -> None:
    bench.get_by_role("button", name="再加一个").click()
    expect(bench.locator("#id_form-1-name")).to_be_focused()
    expect(bench.locator("#id_form-TOTAL_FORMS")).to_have_value("2")
    bench.locator("[data-formset-remove]").first.click()
    expect(bench.locator("#id_form-0-name")).to_be_hidden()
    expect(bench.locator("[data-formset-row]:not(.is-removed) [data-row-number]")).to_have_text("1")
    assert workbench.POSTS == []


def test_keys_walk_a_list_and_open_links(bench: Page) -> None:
    bench.keyboard.press("j")
    expect(bench.locator("#one")).to_be_focused()
    bench.keyboard.press("j")
    expect(bench.locator("#two")).to_be_focused()
    bench.keyboard.press("k")
    expect(bench.locator("#one")).to_be_focused()
    bench.keyboard.press("g")
    expect(bench).to_have_title("别处 - 衔接")


def test_no_key_fires_while_typing(bench: Page) -> None:
    bench.locator("#id_number").press_sequentially("gj?")
    expect(bench.locator("#id_number")).to_have_value("gj?")
    expect(bench.locator("#keys")).to_be_hidden()
    assert "/there/" not in bench.url


def test_the_keys_are_listed_and_can_be_switched_off(bench: Page, axe_check: AxeCheck) -> None:
    bench.keyboard.press("?")
    expect(bench.locator("#keys")).to_contain_text("去别处")
    axe_check(bench)
    bench.get_by_label("关闭单键快捷键").check()
    bench.keyboard.press("Escape")
    expect(bench.locator("#keys")).to_be_hidden()
    bench.keyboard.press("g")
    expect(bench).to_have_title("工作台 - 衔接")


def test_the_menu_folds_and_stays_folded(bench: Page) -> None:
    menu = bench.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_visible()
    bench.get_by_role("button", name="菜单").click()
    expect(menu).to_be_hidden()
    bench.reload()
    expect(menu).to_be_hidden()
