"""The procurator's day: a queue of flags, decided from the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from supervision.models import Flag
from supervision.services import run_rules
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.cases.factory import agreement
from tests.personas import World
from tests.supervision.test_sm01 import unpaid

pytestmark = pytest.mark.browser

HOW_MANY = 5


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """Market supervision shares with the procuratorate and has left fines uncollected."""
    agreement(world)
    for number in range(1, HOW_MANY + 1):
        unpaid(world.clerk, decision_number=f"宁市监罚决字〔2025〕{number}号")
    run_rules()
    return world


def queue(page: Page) -> None:
    page.goto("/supervision/")
    expect(page.locator(".review-item").first).to_be_visible()


def current(page: Page) -> str:
    return page.locator('.review-item[aria-current="true"] strong').inner_text()


def previewed(page: Page, number: str) -> None:
    expect(page.locator("#preview #case-title")).to_have_text(number)


def test_j_and_k_walk_and_the_preview_follows_without_a_new_page(
    page_as: PageAs, look: Look
) -> None:
    page = page_as("procurator")
    queue(page)
    look(page, "queue")
    numbers = page.locator(".review-item strong").all_inner_texts()
    assert len(numbers) == HOW_MANY == len(set(numbers))
    page.evaluate("window.notReloaded = true")
    previewed(page, numbers[0])
    page.keyboard.press("j")
    previewed(page, numbers[1])
    page.keyboard.press("j")
    previewed(page, numbers[2])
    assert current(page) == numbers[2]
    page.keyboard.press("k")
    previewed(page, numbers[1])
    assert page.evaluate("window.notReloaded") is True
    look(page, "queue-second")


def test_a_dismissal_needs_a_reason_and_the_note_stays(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    page = page_as("procurator")
    queue(page)
    number = page.locator(".review-item strong").nth(1).inner_text()
    page.keyboard.press("j")
    previewed(page, number)
    page.keyboard.press("d")
    expect(page.get_by_label("排除原因")).to_be_focused()
    page.locator("textarea[name=note]").fill("当事人已经搬离")
    page.get_by_role("button", name="排除线索").click()
    expect(page.locator("#error-summary")).to_be_focused()
    refused(422)
    expect(page.locator("#error-summary")).to_contain_text("请选择排除原因")
    expect(page.locator("textarea[name=note]")).to_have_value("当事人已经搬离")
    previewed(page, number)
    look(page, "queue-refused")
    page.get_by_label("排除原因").select_option(index=1)
    page.get_by_role("button", name="排除线索").click()
    expect(page.get_by_text("已排除该线索")).to_be_visible()
    expect(page.locator(".review-item", has_text=number)).to_have_count(0)
    flag = Flag.objects.get(case__decision_number=number)
    assert (flag.state, flag.note) == ("dismissed", "当事人已经搬离")


def test_c_and_enter_confirm_and_the_next_flag_stands_there(page_as: PageAs) -> None:
    page = page_as("procurator_b")
    queue(page)
    first, second = page.locator(".review-item strong").all_inner_texts()[:2]
    page.keyboard.press("c")
    # One slip of a finger decides nothing.
    expect(page.get_by_role("button", name="确认线索")).to_be_focused()
    assert Flag.objects.get(case__decision_number=first).state == "open"
    page.keyboard.press("Enter")
    expect(page.get_by_text("已确认该线索")).to_be_visible()
    previewed(page, second)
    assert Flag.objects.get(case__decision_number=first).state == "confirmed"
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(page.locator(".review-item", has_text=second)).to_have_count(0)
    assert Flag.objects.get(case__decision_number=second).state == "confirmed"


def test_the_case_says_why_the_procurator_sees_it(page_as: PageAs, look: Look) -> None:
    page = page_as("procurator")
    queue(page)
    number = page.locator("#preview #case-title").inner_text()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/cases/\d+/$"))
    expect(page.locator(".identity")).to_contain_text(number)
    why = page.get_by_role("region", name="为什么我能看到这个案件")
    expect(why).to_contain_text("共享协议")
    expect(why).to_contain_text("行政检察监督")
    expect(why).to_contain_text("行政处罚法第二十七条")
    expect(page.get_by_role("link", name="更正")).to_have_count(0)
    look(page, "detail-shared")
