"""The page of a referral: what each side sees of it, and what it may do."""

from html import unescape

import pytest
from django.test import Client

from core.clock import current_moment
from deadlines import reference
from referrals.services import start_referral
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries
from tests.referrals.clues import CLUE, NAME, moved, registered, sent, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    """The deadline rules and the official calendar."""
    reference.load(lambda text: None)


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    text = unescape(response.content.decode())
    assert response.status_code == status
    assert "UNKNOWN-VARIABLE" not in text
    return text


def test_it_shows_who_did_what_and_who_must_act(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    text = page(client_as(world.clerk), f"/referrals/{clue.pk}/")
    for words in (NAME, "登记线索", "提交审批", "待本单位审批", "林知远", "机关负责人"):
        assert words in text, words


def test_a_stranger_learns_nothing(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    for name in ("urban_clerk", "procurator", "judge", "coordinator", "system_admin"):
        for url in (f"/referrals/{clue.pk}/", f"/referrals/{clue.pk}/print/"):
            page(client_as(world.people[name]), url, status=404)


def test_a_button_that_can_not_be_pressed_says_why(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    text = page(client_as(world.clerk), f"/referrals/{clue.pk}/")
    assert f'href="/referrals/{clue.pk}/act/return_draft/"' not in text
    assert "这一步由" in text
    leader = page(client_as(world.leader), f"/referrals/{clue.pk}/")
    assert f'href="/referrals/{clue.pk}/act/approve/"' in leader


def test_the_sender_sees_the_steps_without_the_words_of_the_receiver(
    world: World, client_as: ClientAs
) -> None:
    clue = sent(world)
    receipt = {"name": NAME, "paper_number": "宁市监线移〔2026〕1号", "received_by": "顾明澈"}
    values = {"received_at": current_moment().isoformat(), "material_check": "缺少水样检测报告"}
    moved(world, clue, "procurator", "sign", values, receipt)
    sender = page(client_as(world.clerk), f"/referrals/{clue.pk}/")
    assert "签收" in sender
    assert "缺少水样检测报告" not in sender
    assert "对方填写的内容不显示" in sender
    receiver = page(client_as(world.procurator), f"/referrals/{clue.pk}/")
    assert "缺少水样检测报告" in receiver


def test_it_prints(world: World, client_as: ClientAs) -> None:
    clue = submitted(world)
    text = page(client_as(world.clerk), f"/referrals/{clue.pk}/print/")
    assert "线索移送情况表" in text


def test_the_page_costs_no_more_with_every_step(world: World, client_as: ClientAs) -> None:
    clue = registered(world)
    clerk = client_as(world.clerk)
    url = f"/referrals/{clue.pk}/"
    page(clerk, url)
    with real_queries() as before:
        page(clerk, url)
    for _round in range(3):
        moved(world, clue, "clerk", "submit", {"receiver": world.procuratorate.pk})
        moved(world, clue, "leader", "return_draft", {"reason": "补充材料"})
    with real_queries() as after:
        page(clerk, url)
    assert len(after) <= len(before) + 1


def test_a_case_shows_what_was_passed_on_of_it(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    empty = page(clerk, f"/cases/{case.pk}/")
    assert f"/cases/{case.pk}/refer/clue/register/" in empty
    assert 'id="referrals"' not in empty
    clue = start_referral(actor=world.clerk, flow="clue", case_id=case.pk, values=CLUE)
    text = page(clerk, f"/cases/{case.pk}/")
    assert 'id="referrals"' in text
    assert f'href="/referrals/{clue.pk}/"' in text


def test_the_home_page_tells_what_waits(world: World, client_as: ClientAs) -> None:
    clue = sent(world)
    home = page(client_as(world.procurator), "/")
    assert "待办移送" in home
    assert f"/referrals/{clue.pk}/" in home
    assert "移送的最新进展" in page(client_as(world.clerk), "/")


def test_a_clue_on_an_official_is_seen_by_those_named_alone(
    world: World, client_as: ClientAs
) -> None:
    values = {
        "name": "某股长收受管理对象财物线索",
        "official_type": "duty_violation",
        "found_on": "2026-03-02",
        "subjects": "某股长",
        "summary": "办案中发现。",
        "receiver": world.discipline.pk,
    }
    clue = start_referral(actor=world.leader, flow="discipline", values=values)
    leader = client_as(world.leader)
    assert "保密事项" in page(leader, f"/referrals/{clue.pk}/")
    assert "某股长" in page(leader, "/referrals/confidential/")
    assert "某股长" not in page(leader, "/referrals/?tab=all")
    for name in ("clerk", "discipline_officer", "procurator"):
        other = client_as(world.people[name])
        page(other, f"/referrals/{clue.pk}/", status=404)
        page(other, "/referrals/confidential/", status=404)
