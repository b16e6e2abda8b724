"""One party in the cases of two agencies: found, merged, put back."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from cases.models import Party
from cases.services.candidates import find_candidates
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.cases.factory import SHOP, agreement, recorded
from tests.personas import World

pytestmark = pytest.mark.browser

LONG = replace(
    SHOP,
    name="宁川县柳溪镇晨光食品生产加工配送连锁经营管理（集团）股份有限公司宁川县北门巷第十二分公司",
    address="宁川县柳溪镇东街八号晨光工业园区三号厂房二层东侧",
)
BARE = replace(SHOP, name="晨光食品有限责任公司", identifier="", identifier_type="")


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """The county, in which two agencies penalised the same company."""
    agreement(world)
    agreement(world, provider=world.urban)
    for number, who in enumerate((SHOP, LONG, BARE), 1):
        recorded(world.clerk, parties=(who,), decision_number=f"宁市监罚决字〔2026〕{number}号")
    recorded(world.urban_clerk, parties=(SHOP,), decision_number="宁综执罚决字〔2026〕1号")
    return world


def test_an_agency_with_nothing_to_merge_is_told(page_as: PageAs, look: Look) -> None:
    page = page_as("urban_clerk")
    page.goto("/parties/")
    look(page, "parties-empty")
    page.get_by_role("link", name="待归并当事人").click()
    expect(page.get_by_text("没有待归并的当事人")).to_be_visible()
    look(page, "parties-pending-empty")
    page.goto("/parties/?name=不存在的")
    look(page, "parties-none")


def test_a_procurator_sees_both_agencies_cases_from_one(page_as: PageAs, look: Look) -> None:
    page = page_as("procurator")
    page.goto("/cases/")
    page.get_by_role("link", name="宁综执罚决字〔2026〕1号").click()
    expect(page.locator("#parties")).to_contain_text("2件")
    look(page, "parties-case")
    page.locator("#parties").get_by_role("link", name=SHOP.name).click()
    expect(page.locator(".party-cases tbody tr")).to_have_count(3)
    expect(page.get_by_text("一年内再次").first).to_be_visible()
    look(page, "party")


def test_a_clerk_merges_from_the_work_list_and_puts_it_back(
    page_as: PageAs, look: Look, refused: Refused, world: World
) -> None:
    bare = Party.objects.get(name=BARE.name)
    find_candidates([bare.case_id])
    page = page_as("clerk")
    page.goto("/parties/pending/")
    expect(page.get_by_text("名称相近").first).to_be_visible()
    look(page, "parties-pending")
    page.get_by_role("link", name=re.compile("^核对")).first.click()
    look(page, "parties-same")
    page.get_by_role("button", name="是同一当事人，归并").click()
    expect(page.locator(".error-summary")).to_be_visible()
    refused(422)
    page.get_by_label("理由").fill("经核对营业执照，为同一单位")
    page.get_by_role("button", name="是同一当事人，归并").click()
    expect(page.locator(".party-cases tbody tr")).to_have_count(3)
    look(page, "party-merged")
    page.get_by_role("link", name="撤销").click()
    look(page, "party-undo")
    page.get_by_label("理由").fill("归并有误，恢复")
    page.get_by_role("button", name="撤销").click()
    page.goto(f"/parties/{bare.pk}/")
    expect(page.locator(".party-cases tbody tr")).to_have_count(1)


def test_a_party_is_taken_out(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/parties/?name=晨光")
    look(page, "parties-found")
    page.get_by_role("link", name=LONG.name).click()
    page.get_by_role("link", name=re.compile("^拆出")).first.click()
    look(page, "party-split")
    page.get_by_label("理由").fill("冒用他人证照，另案查明")
    page.get_by_role("button", name="拆出").click()
    expect(page.locator(".party-cases tbody tr")).to_have_count(1)
