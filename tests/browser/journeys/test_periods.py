"""A period stands still, runs on, and is extended; the list and the month know what is due."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.inputs import MeasureInput
from cases.services import record_case
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.cases.factory import case_input, investigation
from tests.personas import World

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """A case being investigated for eighty days, with a seizure, and one just served."""
    today = timezone.localdate()
    filed, served = today - dt.timedelta(days=80), today - dt.timedelta(days=2)
    seized = MeasureInput(kind="seize", object_text="冷柜两台", started_on=filed)
    record_case(
        actor=world.clerk,
        data=investigation(filed_on=filed, conduct_from=None, measures=(seized,)),
    )
    record_case(actor=world.clerk, data=case_input(decided_on=served, served_on=served))
    return world


def opened(page: Page, number: str) -> None:
    page.goto("/cases/")
    page.get_by_role("link", name=number).click()
    expect(page.locator("#clocks")).to_be_visible()


def fill_paper(page: Page, *, document: str) -> None:
    page.get_by_label("事由").fill("对查获糕点抽样检验")
    page.get_by_label("文书名称和文号").fill(document)
    page.get_by_label("批准人").fill("贺青川")


def test_it_stands_still_on_paper_and_runs_on(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    page = page_as("clerk")
    opened(page, "宁市监立〔2026〕31号")
    look(page, "periods-case")
    page.get_by_role("link", name="中止或扣除 办案期限").click()
    look(page, "periods-pause")
    page.get_by_text("检测", exact=True).click()
    fill_paper(page, document="")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_be_focused()
    refused(422)
    look(page, "periods-pause-refused")
    page.get_by_label("文书名称和文号").fill("检验委托书 宁市监检委〔2026〕8号")
    page.keyboard.press("Enter")
    expect(page.locator("#clocks")).to_contain_text("已中止")
    look(page, "periods-standing-still")
    page.get_by_role("link", name="恢复 办案期限").click()
    page.get_by_label("恢复依据的文书名称和文号").fill("检验报告 №2026-118")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#clocks")).to_contain_text("不计入")


def test_a_leader_extends_and_strikes(page_as: PageAs, look: Look) -> None:
    page = page_as("leader")
    opened(page, "宁市监立〔2026〕31号")
    page.get_by_role("link", name="延长 办案期限").click()
    expect(page.get_by_label("批准人")).to_have_value("贺青川")
    fill_paper(page, document="延长办案期限审批表 宁市监延〔2026〕3号")
    look(page, "periods-extend")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#clocks")).to_contain_text("延长30日")
    look(page, "periods-extended")
    page.locator("#clocks").get_by_role("link", name="撤销登记").last.click()
    page.get_by_label("撤销原因").fill("文号有误，重新登记")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#clocks .is-struck")).to_be_visible()


def test_the_list_finds_what_is_due(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/cases/")
    page.get_by_label("期限届满").check()
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("link", name="宁市监立〔2026〕31号")).to_be_visible()
    look(page, "periods-list")
    page.get_by_label("期限届满").uncheck()
    page.get_by_label("即将到期").select_option("15")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("link", name="宁市监罚决字〔2026〕第000012号")).to_be_visible()


def test_the_case_just_served_shows_all_that_runs(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    opened(page, "宁市监罚决字〔2026〕第000012号")
    for name in ("缴款期限", "公示期限", "申请复议期限", "起诉期限", "申请强制执行期限"):
        expect(page.locator("#clocks")).to_contain_text(name)
    page.locator("#clocks").scroll_into_view_if_needed()
    look(page, "periods-served")
    page.goto("/todos/month/")
    look(page, "periods-month")
