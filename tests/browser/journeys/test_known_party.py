"""A clerk enters a second case of the same person: the party is chosen, not typed."""

import pytest
from playwright.sync_api import expect

from cases.models import Party
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.browser.journeys.form import CHECK, DETAIL, RECORD, fill_in, new_draft, the_case
from tests.browser.journeys.keyboard import compose
from tests.cases.factory import MAN, SHOP, recorded
from tests.personas import World

pytestmark = pytest.mark.browser

MASKED = "110***********002X"
NUMBER = "宁市监罚〔2026〕77号"


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """The county, in which a person and a company were penalised before."""
    for number, who in enumerate((SHOP, MAN), 1):
        recorded(world.clerk, parties=(who,), decision_number=f"宁市监罚决字〔2026〕{number}号")
    return world


def test_a_known_person_is_taken_over_and_let_go(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    new_draft(page)
    fill_in(page, NUMBER)
    page.locator("#id_parties-0-name").fill("")
    page.locator("#id_parties-0-name").focus()
    compose(page, "ouyang", "欧阳")
    option = page.get_by_role("option", name=MAN.name)
    expect(option).to_contain_text(MASKED)
    look(page, "entry-known-offered")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_parties-0-kind")).to_have_value("natural")
    expect(page.locator("#id_parties-0-address")).to_have_value(MAN.address)
    expect(page.locator("#id_parties-0-identifier")).to_have_value("")
    expect(page.locator("[data-known]").first).to_contain_text(MASKED)
    look(page, "entry-known-chosen")

    page.get_by_role("button", name="不沿用").click()
    expect(page.locator("#id_parties-0-identifier")).to_be_focused()
    expect(page.locator("#id_parties-0-known")).to_have_value("")
    expect(page.locator("[data-known]").first).to_be_hidden()

    page.locator("#id_parties-0-name").press_sequentially(" ")
    option.click()
    expect(page.locator("[data-known]").first).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(CHECK)
    expect(page.get_by_text("该当事人另有 1 件可见案件")).to_be_visible()
    assert MAN.identifier not in page.content()
    look(page, "entry-known-check")
    page.get_by_role("button", name=RECORD).click()
    expect(page).to_have_url(DETAIL)
    before, after = Party.objects.filter(name=MAN.name).order_by("pk")
    assert after.case_id == the_case(NUMBER).pk
    assert (after.identifier, after.phone) == (before.identifier, before.phone)


def test_a_company_is_found_by_its_code_and_shown_with_it(page_as: PageAs) -> None:
    page = page_as("clerk")
    new_draft(page)
    page.locator("#id_parties-0-identifier").fill(SHOP.identifier.lower())
    page.get_by_role("option", name=SHOP.name).click()
    expect(page.locator("#id_parties-0-name")).to_have_value(SHOP.name)
    expect(page.locator("#id_parties-0-identifier")).to_have_value(SHOP.identifier)
    expect(page.locator("#id_parties-0-representative")).to_have_value(SHOP.representative)
