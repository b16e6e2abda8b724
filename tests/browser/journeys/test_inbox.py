"""A day with the inbox: many to-dos, notices, the month, and what one wants to be told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from cases.models import Case
from core.clock import current_day
from inbox.models import Digest
from inbox.registry import kinds
from inbox.services import NoticeInput, TodoInput, post_notices, raise_todos
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.cases.factory import SHOP, recorded
from tests.personas import World

pytestmark = pytest.mark.browser

LONG = "宁川县青川街道远山食品进出口贸易有限责任公司第十七分公司（原宁川县远山副食品商店）"


@pytest.fixture(scope="module")
def busy(world: World) -> list[Case]:
    """A dozen cases, half of them due today, and a notice."""
    cases = [
        recorded(
            world.clerk,
            decision_number=f"宁市监罚决字〔2026〕{number}号",
            parties=(replace(SHOP, name=LONG),) if number == 2 else (SHOP,),
        )
        for number in range(1, 13)
    ]
    kind = next(name for name in sorted(kinds()) if name.startswith("clock."))
    today = current_day()
    days = [today] * 6 + [today - timedelta(days=3), today + timedelta(days=5)] * 3
    raise_todos(
        [
            TodoInput(
                kind=kind,
                key=f"busy:{case.pk}",
                agency_id=world.market.pk,
                post="handler",
                subject_type="case",
                subject_id=case.pk,
                due_on=day,
            )
            for case, day in zip(cases, days, strict=True)
        ]
    )
    digest = Digest.objects.create(
        person=world.clerk,
        on=date(2026, 11, 20),
        figures={"overdue": {kind: 3}, "today": {kind: 6}, "week": {}, "new": {kind: 12}},
    )
    post_notices(
        [
            NoticeInput(
                kind="digest",
                key="digest:look",
                agency_id=world.market.pk,
                person_id=world.clerk.pk,
                subject_type="digest",
                subject_id=digest.pk,
            )
        ]
    )
    return cases


def test_several_are_handed_over_at_once(page_as: PageAs, busy: list[Case], look: Look) -> None:
    page = page_as("clerk")
    page.goto("/todos/")
    look(page, "inbox-list")
    page.get_by_label("全选本页").check()
    expect(page.locator("[data-choose-count]")).to_contain_text("已选")
    page.get_by_label("全选本页").uncheck()
    boxes = page.locator("tbody input[name=chosen]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("[data-choose-count]")).to_have_text("已选 2 项")
    look(page, "inbox-chosen")
    page.get_by_role("button", name="转交所选…").click()
    expect(page.get_by_role("heading", name="选中的 2 项")).to_be_visible()
    page.get_by_label("转交给").select_option(label="苏映岚（办案人员）")
    page.get_by_label("说明").fill("出差两天，请周五前联系当事人")
    look(page, "inbox-hand-over")
    page.get_by_role("button", name="转交", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("已转交 2 项")
    page.get_by_role("link", name="我转交的").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    look(page, "inbox-handed")


def test_the_colleague_finds_a_notice_and_finishes(
    page_as: PageAs, busy: list[Case], look: Look
) -> None:
    page = page_as("clerk_b")
    page.goto("/")
    look(page, "inbox-home")
    page.locator("header").get_by_role("link", name="知会").click()
    look(page, "inbox-notices")
    page.goto("/todos/?shown=mine")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("林知远转交")
    row.locator("summary").first.click()
    row.get_by_label("办理情况").fill("已电话联系")
    look(page, "inbox-mine")
    row.get_by_role("button", name="确认办结").click()
    page.get_by_role("navigation", name="待办的范围").get_by_role("link", name="已办结").click()
    done = page.locator("tbody tr").first
    done.locator("summary").click()
    look(page, "inbox-settled")
    done.get_by_label("撤销的原因").fill("误点")
    done.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_role("status").first).to_contain_text("已撤销办结")


def test_the_month_shows_what_is_due_and_the_rest_is_a_click_away(
    page_as: PageAs, busy: list[Case], look: Look
) -> None:
    page = page_as("clerk")
    page.goto("/todos/month/")
    today = page.locator(".month-day.is-today")
    expect(today).to_contain_text("今天")
    look(page, "inbox-month")
    page.get_by_role("link", name="看清单").click()
    look(page, "inbox-agenda")
    page.get_by_role("link", name="看月历").click()
    today.get_by_role("link", name="还有").click()
    expect(page.locator("h1")).to_contain_text(current_day().isoformat())
    look(page, "inbox-day")
    page.goto("/todos/month/?month=2026-10")
    expect(page.locator(".month")).to_contain_text("国庆")
    look(page, "inbox-october")


def test_a_person_says_what_they_want_to_be_told(
    page_as: PageAs, busy: list[Case], look: Look
) -> None:
    page = page_as("clerk")
    page.goto("/notices/")
    page.get_by_role("link", name="2026-11-20 待办摘要").click()
    look(page, "inbox-digest")
    page.get_by_role("link", name="通知设置").click()
    page.get_by_label("每个工作日早上").check()
    look(page, "inbox-settings")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")


def test_the_administrator_sees_where_counts_may_go(
    page_as: PageAs, world: World, look: Look
) -> None:
    page = page_as("system_admin")
    page.goto("/webhooks/")
    expect(page.locator("main")).to_contain_text("没有启用")
    look(page, "inbox-webhooks")
    page.get_by_role("link", name="宁川县市场监督管理局").click()
    look(page, "inbox-webhook")
