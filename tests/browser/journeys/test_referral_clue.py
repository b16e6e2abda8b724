"""A clue from the clerk over the leader to the procurator, and its answer back."""

import pytest
from playwright.sync_api import expect

from referrals.models import Referral
from tests.browser.conftest import PageAs
from tests.browser.journeys.conftest import Look, Refused
from tests.browser.journeys.referral import Typed, act, put, send
from tests.personas import World
from tests.referrals.clues import moved, sent, submitted

pytestmark = pytest.mark.browser

NAME = "宁川县柳溪河沿岸食品加工小作坊长期直排污水致使饮用水水源保护区受到污染"
CLUE = {
    "v-name": NAME,
    "v-clue_type": "public_interest",
    "v-source": "inspection",
    "v-place": "柳溪镇河东村",
    "v-found_on": "2026-03-02",
    "v-subjects": "宁川县禾丰食品店\n柳溪镇人民政府",
    "v-summary": "检查时发现小作坊污水未经处理直接排入柳溪河，属地未履行监管职责。",
    "v-opinion": "建议移送检察机关公益诉讼部门。",
    "v-secrecy": "internal",
}


def the_clue() -> Referral:
    return Referral.objects.get(title=NAME)


def test_the_start_page_says_where_clues_go(page_as: PageAs, look: Look) -> None:
    page = page_as("clerk")
    page.goto("/referrals/")
    look(page, "referrals-empty")
    page.get_by_role("link", name="新建").click()
    expect(page.locator("#routes")).to_contain_text("人民检察院")
    look(page, "referrals-start")


def test_the_clerk_registers_it_and_is_told_what_is_missing(
    page_as: PageAs, look: Look, refused: Refused
) -> None:
    page = page_as("clerk")
    page.goto("/referrals/start/")
    page.get_by_role("link", name="线索移送").first.click()
    put(page, "v-name", NAME)
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".error-summary")).to_be_focused()
    refused(422)
    # What was typed is still there.
    expect(page.locator('[name="v-name"]')).to_have_value(NAME)
    look(page, "referral-clue-refused")
    send(page, CLUE, look=look, shot="referral-clue-register")
    expect(page.locator("#run")).to_contain_text("登记线索")
    look(page, "referral-clue-draft")


def test_it_goes_to_the_leader_and_from_there_to_the_procuratorate(
    page_as: PageAs, world: World, look: Look
) -> None:
    clue = the_clue()
    page = page_as("clerk")
    act(page, clue, "提交审批", look=look, shot="referral-clue-submit")
    page = page_as("leader")
    page.goto("/referrals/")
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
    act(
        page,
        clue,
        "批准移送",
        {
            "v-legal_reason": "行政不作为致公共利益受损，依行政诉讼法第二十五条移送。",
            "v-materials": "现场检查笔录\n水样检测报告",
            "v-contact": "林知远 0571-00000000",
        },
        look=look,
        shot="referral-clue-approve",
    )
    expect(page.locator("#run")).to_contain_text("线索移送函")
    look(page, "referral-clue-sent")


def test_the_procuratorate_signs_assigns_and_opens_a_case(
    page_as: PageAs, world: World, look: Look
) -> None:
    clue = the_clue()
    page = page_as("procurator")
    page.goto("/")
    expect(page.get_by_role("link", name=NAME).first).to_be_visible()
    look(page, "home-referrals")
    act(page, clue, "签收", look=look, shot="referral-clue-sign")
    page = page_as("chief_procurator")
    act(page, clue, "分派", {"v-handler": world.procurator.name, "v-due_on": "2026-12-31"})
    act(page, clue, "立案（受理）", {"v-case_number": "宁检公益立〔2026〕3号"})
    look(page, "referral-clue-opened")


def test_the_sender_sees_every_step_but_not_the_words_of_the_other_side(
    page_as: PageAs, look: Look
) -> None:
    clue = the_clue()
    page = page_as("clerk")
    page.goto(f"/referrals/{clue.pk}/")
    expect(page.locator("#run")).to_contain_text("立案（受理）")
    expect(page.locator("#run")).to_contain_text("对方填写的内容不显示")
    look(page, "referral-clue-sender")
    page.goto(f"/referrals/{clue.pk}/print/")
    look(page, "referral-print")


def test_others_do_not_find_it(page_as: PageAs, refused: Refused) -> None:
    clue = the_clue()
    page = page_as("urban_clerk")
    answer = page.goto(f"/referrals/{clue.pk}/")
    assert answer is not None
    assert answer.status == 404
    refused(404)


def test_several_are_signed_for_at_once(page_as: PageAs, world: World, look: Look) -> None:
    waiting = [sent(world) for _number in range(3)]
    page = page_as("procurator")
    page.goto("/referrals/")
    page.locator("[data-choose-all]").check()
    look(page, "referrals-waiting")
    page.get_by_role("button", name="签收所选").click()
    expect(page.get_by_role("heading", name="批量签收")).to_be_visible()
    look(page, "referrals-receive")
    page.get_by_role("button", name="签收").last.click()
    expect(page.get_by_text("已签收3件。")).to_be_visible()
    assert {Referral.objects.get(pk=each.pk).state for each in waiting} == {"received"}
    page.goto("/referrals/?tab=all")
    look(page, "referrals-all")


def test_the_quicker_one_is_told_to_the_other(
    page_as: PageAs, world: World, look: Look, refused: Refused
) -> None:
    clue = submitted(world)
    page = page_as("leader")
    page.goto(f"/referrals/{clue.pk}/act/approve/")
    put(page, "v-legal_reason", "行政诉讼法第二十五条第四款。")
    moved(world, clue, "leader", "return_draft", {"reason": "补充水样检测"})
    moved(world, clue, "clerk", "submit", {"receiver": world.procuratorate.pk})
    put(page, "v-materials", "现场检查笔录")
    put(page, "v-contact", "林知远")
    page.locator('button[value="check"]').click()
    expect(page.get_by_text("办理前已有新的进展")).to_be_visible()
    expect(page.locator('[name="v-materials"]')).to_have_value("现场检查笔录")
    refused(409)
    look(page, "referral-conflict")


def test_a_clue_on_an_official_goes_its_own_way(page_as: PageAs, world: World, look: Look) -> None:
    page = page_as("leader")
    page.goto("/referrals/new/discipline/register/")
    official: Typed = {
        "v-name": "某乡镇综合行政执法队负责人收受管理服务对象财物并为其逃避处罚提供帮助",
        "v-official_type": "duty_violation",
        "v-found_on": "2026-03-02",
        "v-subjects": "某乡镇综合行政执法队负责人",
        "v-summary": "办案中发现其收受财物。",
    }
    send(page, official, look=look, shot="referral-official")
    look(page, "referral-official-draft")
    page.goto("/referrals/confidential/")
    look(page, "referrals-confidential")
