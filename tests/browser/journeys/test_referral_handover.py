"""A suspected crime from the clerk over the leader to the police, filed and not filed."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import Post
from agencies.services import create_person
from cases.models import Case
from cases.reference.load import load_charges
from cases.services import record_case
from referrals.flows import FLOWS
from referrals.models import Referral
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look
from tests.browser.journeys.referral import Typed, act, send
from tests.cases.factory import investigation
from tests.personas import PASSWORD, World
from tests.referrals.enclosing import enclose

pytestmark = pytest.mark.browser

FILED, REFUSED = "宁市监立〔2026〕81号", "宁市监立〔2026〕82号"
CHARGE = "生产、销售有毒、有害食品罪"
HAND_OVER: Typed = {
    "v-materials": "案件调查报告\n涉案物品清单\n检验报告",
    "v-contact": "林知远 0571-00000000",
}


@pytest.fixture(scope="module")
def world(world: World) -> World:
    """Two cases in which a crime shows, officers with certificates, and a head of the police."""
    load_charges(lambda text: None)
    for serial, person in enumerate((world.clerk, world.clerk_b), 1):
        person.certificate_no = f"33990100{serial}"
        person.save(update_fields=["certificate_no"])
    for number in (FILED, REFUSED):
        record_case(actor=world.clerk, data=investigation(file_number=number))
    world.people["police_leader"] = create_person(
        actor=None,
        username="police_leader",
        name="韩立夫",
        agency=world.police,
        password=PASSWORD,
        posts=(Post.LEADER,),
        clearance=4,
        must_change_password=False,
    )
    return world


def the_handover(number: str) -> Referral:
    return Referral.objects.get(flow="forward", case__file_number=number)


def today() -> str:
    """What the browser types: nothing is decided before it was received."""
    return timezone.localdate().isoformat()


def suspect(page_as: PageAs, world: World, number: str, look: Look | None = None) -> Referral:
    """From the page of the case to the police's desk."""
    case = Case.objects.get(file_number=number)
    page = page_as("clerk")
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="涉嫌犯罪案件移送").click()
    team = [str(world.clerk.pk), str(world.clerk_b.pk)]
    values: Typed = {
        "v-found_on": "2026-03-10",
        "v-charge": CHARGE,
        "v-threshold": "在生产的食品中掺入有毒、有害的非食品原料。",
        "v-team": team,
    }
    send(page, values, look=look, shot="referral-crime-suspect")
    handover = the_handover(number)
    report: Typed = {
        "v-charge": CHARGE,
        "v-opinion": "建议移送公安机关。",
        "p-evidence": "检验报告\n询问笔录",
        "p-threshold": "在生产的食品中掺入有毒、有害的非食品原料。",
    }
    act(page, handover, "提交移送报告", report)
    page = page_as("leader")
    act(page, handover, "批准移送", look=look, shot="referral-crime-approve")
    enclose(world.clerk, handover, FLOWS["forward"].transition("hand_over"))
    page = page_as("clerk")
    act(page, handover, "移送公安机关", HAND_OVER, look=look, shot="referral-crime-hand-over")
    page = page_as("police_intake")
    receipt: Typed = {
        "v-received_materials": "案件调查报告\n涉案物品清单\n检验报告",
        "v-complete": "yes",
        "v-competence": "own",
        "v-economic": "no",
    }
    act(page, handover, "签收", receipt, look=look, shot="referral-crime-sign")
    return handover


def test_the_police_file_it(page_as: PageAs, world: World, look: Look) -> None:
    handover = suspect(page_as, world, FILED, look)
    page = page_as("police_leader")
    decision: Typed = {
        "v-case_number": "宁公（经）立字〔2026〕19号",
        "v-charge": CHARGE,
        "v-filed_on": today(),
        "p-law": "刑事诉讼法第一百一十二条",
    }
    act(page, handover, "立案", decision, look=look, shot="referral-crime-file")
    page = page_as("clerk")
    page.goto(f"/referrals/{handover.pk}/")
    expect(page.locator("#run")).to_contain_text("立案")
    look(page, "referral-crime-filed")
    page.goto(f"/cases/{handover.case_id}/")
    expect(page.locator("#referrals")).to_contain_text("涉嫌犯罪案件移送")
    page.locator("#referrals").scroll_into_view_if_needed()
    look(page, "case-referrals")


def test_the_police_refuse_and_think_again(page_as: PageAs, world: World, look: Look) -> None:
    handover = suspect(page_as, world, REFUSED)
    page = page_as("police_leader")
    refusal: Typed = {
        "v-ground": ["no_facts"],
        "v-reason": "现有证据不足以证明有犯罪事实。",
        "v-decided_on": today(),
        "p-law": "刑事诉讼法第一百一十二条",
    }
    act(page, handover, "不予立案", refusal, look=look, shot="referral-crime-refuse")
    page = page_as("leader")
    look_at = {"v-reason": "检验报告已证明含有禁用物质。", "p-received_on": today()}
    again: Typed = {**look_at, "p-request": "请求撤销不予立案决定，依法立案。"}
    act(page, handover, "申请复议", again, look=look, shot="referral-crime-reconsider")
    page = page_as("police_leader")
    decision: Typed = {
        "v-case_number": "宁公（经）立字〔2026〕20号",
        "v-charge": CHARGE,
        "v-filed_on": today(),
        "v-reason": "经复议，原决定不当。",
        "p-law": "公安机关办理刑事案件程序规定第一百八十一条",
    }
    act(page, handover, "复议决定立案", decision)
    look(page, "referral-crime-reconsidered")
