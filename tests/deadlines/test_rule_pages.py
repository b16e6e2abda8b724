"""The pages of the rules, as everybody reads them and the administrator sets values."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from deadlines import reference
from deadlines.calendar import current_rulebook
from deadlines.models import LocalValue
from deadlines.services import ClockFacts, set_clocks
from tests.conftest import ClientAs, MovedClock
from tests.personas import World
from tests.queries import real_queries

RULES = reverse("deadlines:rules")
DECISION = reverse("deadlines:rule", args=["ap.decision"])
SET = reverse("deadlines:local_set", args=["ap.decision"])
SAID = {
    "amount": "60",
    "unit": "calendar_day",
    "effective_from": "2026-11-01",
    "ground": "宁川县执法规程第八条",
}


@pytest.fixture(autouse=True)
def rules(db: None, moved_clock: MovedClock) -> None:
    moved_clock.to(date(2026, 11, 22))
    reference.load(lambda text: None)


@pytest.fixture
def administrator(world: World, client_as: ClientAs) -> Client:
    return client_as(world.system_admin)


def page(client: Client, url: str = RULES, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def edition_on(text: str) -> str:
    found = re.search(r'name="edition" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def keys_on(text: str) -> list[str]:
    return re.findall(r'href="/deadlines/rules/([\w.]+)/"', text)


def confirm(client: Client, url: str = SET, **said: str) -> None:
    data = SAID | said if url == SET else said
    preview = client.post(url, data).content.decode()
    answer = client.post(url, data | {"edition": edition_on(preview), "confirm": "1"})
    assert answer.status_code == 302


def test_everybody_reads_all_125_rules_page_by_page(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    first = page(client)
    assert "共 125 项" in first
    seen = keys_on(first)
    for cursor in ("50", "100"):
        seen += keys_on(page(client, cursor=cursor))
    assert len(seen) == len(set(seen)) == 125
    assert seen[:2] == ["ap.filing", "ap.filing.samr"]
    assert seen[-1].startswith("dc.")


def test_a_line_says_how_long_who_on_what_and_what_then(world: World, client_as: ClientAs) -> None:
    text = page(client_as(world.clerk), q="ap.decision.samr")
    for said in (
        "30日",
        "市场监督管理部门",
        "《市场监督管理行政处罚程序规定》第六十四条",
        "提醒承办人、负责人和执法监督机构",
        "逾期1天",
        "依业务知识",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"subject": "discipline"}, {"dc.feedback", "dc.opinion", "dc.transfer"}),
        ({"unit": "hour"}, {"cf.transfer", "cf.fwd_jurisdiction", "cf.supp_notice"}),
        (
            {"certainty": "?"},
            {"ap.decision.psb_order_ext", "cf.approve", "ps.filing_up", "dc.feedback"},
        ),
        ({"q": "冻结 交付"}, {"ap.freeze_deliver"}),
        ({"q": "bank freezing", "unit": "working_day"}, set()),
        ({"local": "on"}, set()),
        ({"q": "没有这样的规则"}, set()),
        (
            {"subject": "penalty", "unit": "year"},
            {"ap.limit2", "ap.limit5", "ap.remedy_uninformed"},
        ),
    ],
)
def test_it_is_narrowed_by_what_is_asked(
    world: World, client_as: ClientAs, asked: dict[str, str], expected: set[str]
) -> None:
    assert set(keys_on(page(client_as(world.clerk), **asked))) == expected


def test_a_list_costs_the_same_whatever_it_shows(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    page(client)
    with real_queries() as few:
        page(client, subject="discipline")
    with real_queries() as many:
        page(client)
    assert len(many) == len(few) <= 10


def test_the_page_stays_small(world: World, client_as: ClientAs) -> None:
    assert len(client_as(world.clerk).get(RULES).content) < 120_000


def test_a_rule_shows_every_version(world: World, client_as: ClientAs) -> None:
    text = page(client_as(world.clerk), reverse("deadlines:rule", args=["ap.remedy_sue"]))
    assert "《行政诉讼法》（1989）第三十九条" in text
    assert "《行政诉讼法》第四十六条" in text
    assert "已失效" in text


def test_a_rule_from_elsewhere_is_marked_as_such(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    assert "外地规定，仅供参考" in page(client, q="as.notice")
    assert "在本县不适用" in page(client, reverse("deadlines:rule", args=["as.notice"]))


def test_an_english_page_has_no_chinese_words_of_rules(world: World, client_as: ClientAs) -> None:
    client = client_as(world.clerk)
    client.cookies["xianjie_language"] = "en"
    shown = page(client, q="ap.pay")
    assert "Fine paid in full" in shown
    assert "Administrative Penalty Law Art. 67(3)" in shown
    assert "缴清罚款" not in shown
    assert "Party receives the penalty decision" in page(
        client, reverse("deadlines:rule", args=["ap.pay"])
    )


def test_there_is_no_form_for_those_who_may_not(world: World, client_as: ClientAs) -> None:
    for person in (world.clerk, world.leader, world.security_admin):
        assert SET not in page(client_as(person), DECISION)


def test_the_administrator_sees_what_it_moves_before_it_does(
    world: World, administrator: Client
) -> None:
    facts = [ClockFacts("ap.decision", "case", n, 1, date(2026, 11, 2), None) for n in range(3)]
    set_clocks(actor=None, facts=facts)
    text = administrator.post(SET, SAID | {"amount": "10"}).content.decode()
    assert "该调整将变动 3 件未结期限。" in text
    assert "提前 3 件，推迟 0 件。" in text
    assert "其中 3 件将变为逾期。" in text
    assert not LocalValue.objects.exists()


def test_a_confirmed_value_is_shown_everywhere(
    world: World, client_as: ClientAs, administrator: Client
) -> None:
    confirm(administrator, handler="-5", leader="0,1")
    value = LocalValue.objects.get()
    assert (value.amount, value.ladder) == (60, "-5 handler;0 leader;1 leader")
    clerk = client_as(world.clerk)
    assert keys_on(page(clerk, local="on")) == ["ap.decision"]
    text = page(clerk, DECISION)
    for said in ("60日", "规则为90日", "宁川县执法规程第八条", "到期日前5天提醒承办人", "罗思齐"):
        assert said in text
    assert 'value="-5"' in page(administrator, DECISION)


def test_an_ended_value_stays_as_history(administrator: Client) -> None:
    confirm(administrator)
    value = LocalValue.objects.get()
    url = reverse("deadlines:local_end", args=[value.pk])
    confirm(administrator, url, last="2026-11-20", ground="规程废止")
    text = page(administrator, DECISION)
    assert "已终止" in text
    assert "规程废止" in text
    found = current_rulebook().period_on("ap.decision", date(2026, 11, 21))
    assert found
    assert found.local is None


def test_a_value_that_counts_back_is_typed_without_its_sign(administrator: Client) -> None:
    url = reverse("deadlines:local_set", args=["ap.hearing_notice"])
    data = SAID | {"amount": "10", "unit": "working_day"}
    text = administrator.post(url, data).content.decode()
    assert "提前10个工作日" in text
    administrator.post(url, data | {"edition": edition_on(text), "confirm": "1"})
    assert LocalValue.objects.get().amount == -10


def test_what_is_wrong_is_said_at_the_field(administrator: Client) -> None:
    answer = administrator.post(SET, SAID | {"ground": "", "handler": "三天"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请填写数字" in text
    assert 'href="#id_ground"' in text


def test_a_confirmation_without_a_preview_is_refused(administrator: Client) -> None:
    answer = administrator.post(SET, SAID | {"confirm": "1"})
    assert answer.status_code == 422
    assert "请先查看影响" in answer.content.decode()
    assert not LocalValue.objects.exists()


def test_a_longer_value_is_pointed_out(administrator: Client) -> None:
    text = administrator.post(SET, SAID | {"amount": "120"}).content.decode()
    assert "本地期限比规则的期限长" in text


@pytest.mark.parametrize(
    "typed",
    [
        "行政处罚法第六十条",
        "《行政处罚法》第60条",
        "处罚法 60条",
        "中华人民共和国行政处罚法第６０条",
    ],
)
def test_a_rule_is_found_by_its_article_however_it_is_written(
    typed: str, world: World, client_as: ClientAs
) -> None:
    assert "/deadlines/rules/ap.decision/" in page(client_as(world.clerk), q=typed)
