"""The same entry in a browser that runs no scripts."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Refused
from tests.browser.journeys.form import (
    CHECK,
    DETAIL,
    MATTER,
    RECORD,
    fill_in,
    new_draft,
    the_case,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def runs_scripts() -> bool:
    return False


def test_a_case_is_entered_corrected_and_recorded(page_as: PageAs, refused: Refused) -> None:
    page = page_as("clerk_b")
    new_draft(page)
    page.get_by_role("button", name="添加当事人").click()
    page.locator("#id_parties-1-kind").select_option("natural")
    page.locator("#id_parties-1-name").fill("欧阳远山")
    fill_in(page, "宁市监罚〔2026〕105号")
    page.locator("#id_cause").fill("")
    page.locator("#id_matter_text").fill(MATTER)
    page.locator("#id_bases-0-citation").fill("")
    page.get_by_role("button", name="按处罚事项填入案由、领域和条款").click()
    expect(page.locator("#id_bases-1-citation")).to_have_value(re.compile("第一百二十四条"))
    expect(page.locator("#id_cause")).to_have_value(f"{MATTER}案")
    page.locator("#id_decided_on").fill("2026-13-45")
    page.get_by_role("button", name="核对内容").click()
    expect(page.locator("#error-summary a")).to_have_count(1)
    refused(422)
    page.locator("#id_decided_on").fill("2026-05-06")
    page.get_by_role("button", name="核对内容").click()
    expect(page).to_have_url(CHECK)
    page.get_by_role("button", name=RECORD).click()
    expect(page).to_have_url(DETAIL)
    case = the_case("宁市监罚〔2026〕105号")
    assert (case.fine_total, case.bases.count()) == (Decimal(5000), 2)
    assert case.parties.count() == 2
