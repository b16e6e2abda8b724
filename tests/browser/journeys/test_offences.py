"""Suspicion of an offence: told while typing, on the check page and on the case; a reasoned no."""

import pytest
from playwright.sync_api import expect

from cases.models import Case, OffenceAnswer
from cases.reference import load_charges, load_thresholds
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.browser.journeys.form import CHECK, DETAIL, RECORD, fill_in, new_draft

pytestmark = pytest.mark.browser
FACTS = "当事人以不合格产品冒充合格产品销售，销售金额共计51200元。"
CHARGE = "生产、销售伪劣产品罪"


def test_a_clerk_is_told_while_typing_and_says_why_it_is_no_offence(
    page_as: PageAs, look: Look
) -> None:
    load_charges(lambda said: None)
    load_thresholds(lambda said: None)
    page = page_as("clerk")
    new_draft(page)
    fill_in(page, "宁市监罚〔2026〕5140号")
    page.fill("#id_facts", FACTS)
    told = page.locator("[data-offences]")
    expect(told).to_contain_text(CHARGE)
    expect(told).to_contain_text("102%")
    told.scroll_into_view_if_needed()
    look(page, "offence-typed")
    page.get_by_text("收集、审查与转换").first.click()
    expect(page.locator("#id_evidence-0-collected_by")).to_be_visible()
    look(page, "evidence-row")
    page.get_by_role("button", name="核对内容").click()
    page.wait_for_url(CHECK)
    expect(page.locator("#offences-typed")).to_be_visible()
    look(page, "offence-check")
    page.get_by_role("button", name=RECORD).click()
    page.wait_for_url(DETAIL)
    panel = page.locator("#offences")
    expect(panel).to_contain_text(CHARGE)
    look(page, "offence-case")
    panel.get_by_text("不构成，写明理由").click()
    page.get_by_label("不构成的理由").fill("经复核销售金额为四万元")
    look(page, "offence-answering")
    panel.get_by_role("button", name="记录理由").click()
    expect(page.locator("#offences")).to_contain_text("经复核销售金额为四万元")
    look(page, "offence-answered")
    assert OffenceAnswer.objects.get().case == Case.objects.get()


def test_the_table_and_one_threshold_read_well(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    load_charges(lambda said: None)
    load_thresholds(lambda said: None)
    page = page_as("system_admin")
    page.goto("/thresholds/?q=343")
    expect(page.get_by_role("table")).to_contain_text("非法采矿罪")
    look(page, "thresholds")
    page.get_by_role("link", name="涉案财物价值 100,000元以上").click()
    page.get_by_role("button", name="设定", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    look(page, "threshold-set")
    refused(422)
