"""The simulator: what it is asked stands in the address, what it answers on the page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import sign_in
from tests.personas import World
from tests.queries import real_queries

pytestmark = pytest.mark.usefixtures("reference")

ADDRESS = "/deadlines/simulator/"


def text_of(answer: Any) -> str:
    """What stands on the page, without marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    return sign_in(client, world.clerk)


def ask(client: Client, **said: str) -> Any:
    answer = client.get(ADDRESS, said)
    assert answer.status_code == 200
    return answer


def test_the_address_is_the_one_in_the_menu() -> None:
    assert reverse("deadlines:simulator") == ADDRESS


def test_it_refuses_a_stranger(client: Client, world: World) -> None:
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("persona", ["clerk", "judge", "coordinator", "system_admin"])
def test_everybody_signed_in_may_count(persona: str, client: Client, world: World) -> None:
    sign_in(client, world.people[persona])
    text = text_of(ask(client, rule="ap.decision", start="2024-09-09"))
    assert "末日 2024-12-09" in text
    assert "末日2024-12-08为休息日，顺延至2024-12-09" in text
    assert "《行政处罚法》第六十条" in text


def test_it_opens_with_nothing_asked(clerk: Client) -> None:
    answer = ask(clerk)
    assert b"form-select" in answer.content
    assert "error-summary" not in answer.content.decode()


def test_a_link_may_name_the_rule(clerk: Client) -> None:
    page = ask(clerk, rule="ap.pay").content.decode()
    assert '<option value="ap.pay" selected>' in page
    assert "error-summary" not in page


def test_words_narrow_the_rules_and_a_single_one_is_taken(clerk: Client) -> None:
    page = ask(clerk, find="催告书送达", start="2025-09-25").content.decode()
    assert '<option value="nl.reminder_wait" selected>' in page
    assert "2025-10-15" in page
    assert "没有符合的期限规则" in text_of(ask(clerk, find="完全没有这样的词"))


def test_each_skipped_day_says_why(clerk: Client) -> None:
    text = text_of(ask(clerk, rule="nl.reminder_wait", start="2026-02-10"))
    assert "14 第4日 调休上班" in text
    assert "17 春节放假" in text
    assert "1 周末" in text
    assert "10 起算事由发生，当日不计" in text
    assert "2 第10日 末日" in text


def test_the_version_follows_the_day_of_the_trigger(clerk: Client) -> None:
    old = text_of(ask(clerk, rule="ap.evidence_preserve", start="2021-07-01"))
    new = text_of(ask(clerk, rule="ap.evidence_preserve", start="2021-08-02"))
    assert "次日起7日" in old
    assert "次日起7个工作日" in new


def test_exclusions_and_extensions_are_told(clerk: Client) -> None:
    answer = ask(
        clerk,
        rule="ap.decision",
        start="2026-03-02",
        pause1_from="2026-3-10",
        pause1_to="20260319",
        extend="30",
        extend_unit="calendar_day",
    )
    text = text_of(answer)
    assert "次日起90日，其中2026-03-10至2026-03-19不计入，经批准延长30日，至2026-07-10" in text
    assert "末日 2026-07-10" in text
    assert "扣除，不计入" in text
    assert "延长第30日" in text


def test_custody_keeps_the_last_day_where_it_is(clerk: Client) -> None:
    text = text_of(ask(clerk, rule="cf.review", start="2026-04-03", in_custody="on"))
    assert "末日 2026-04-06" in text


def test_a_period_counted_back_says_the_latest_day(clerk: Client) -> None:
    text = text_of(ask(clerk, rule="ap.hearing_notice", start="2026-02-24"))
    assert "最迟 2026-02-06" in text
    assert "2026-02-24" in text


def test_hours_need_a_moment(clerk: Client) -> None:
    assert "请填写时刻" in text_of(ask(clerk, rule="cf.transfer", start="2026-02-14"))
    text = text_of(ask(clerk, rule="cf.transfer", start="2026-02-14", at="10:20"))
    assert "届满 2026-02-15 11:00" in text


def test_a_day_that_depends_on_an_unpublished_year_is_marked(clerk: Client) -> None:
    text = text_of(ask(clerk, rule="ap.decision", start="2026-11-20"))
    assert "所涉年度的放假安排尚未公布" in text
    assert "暂定" in text


def test_a_rule_of_another_province_is_shown_as_such(clerk: Client) -> None:
    text = text_of(ask(clerk, rule="es.gd_inform", start="2026-03-02"))
    assert "在本县不适用" in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"rule": "", "start": "2026-03-02"}, "必填"),
        ({"rule": "no.such", "start": "2026-03-02"}, "no.such"),
        ({"rule": "ap.decision", "start": "yesterday"}, "不能识别"),
        ({"rule": "ap.decision", "start": "1890-01-01"}, "1996年至2049年"),
        ({"rule": "ap.seal", "start": "2011-01-04"}, "没有施行中的版本"),
        (
            {"rule": "ap.decision", "start": "2026-03-02", "pause1_from": "2026-03-10"},
            "预计结束的日期",
        ),
        (
            {
                "rule": "ap.decision",
                "start": "2026-03-02",
                "pause1_from": "2026-03-10",
                "pause1_to": "2026-03-09",
            },
            "结束日期早于开始日期",
        ),
        ({"rule": "ap.hearing_notice", "start": "2026-03-02", "extend": "3"}, "倒算的期限不能延长"),
        (
            {"rule": "ap.decision", "start": "2026-03-02", "extend": "3", "extend_unit": "hour"},
            "小时与日不能混用",
        ),
    ],
)
def test_it_says_what_is_wrong_and_counts_nothing(
    clerk: Client, said: dict[str, str], told: str
) -> None:
    text = text_of(ask(clerk, **said))
    assert told in text
    assert "逐日计算" not in text


def test_a_long_count_is_told_by_the_month_until_asked(clerk: Client) -> None:
    said = {"rule": "ap.limit5", "start": "2021-08-02"}
    folded = ask(clerk, **said).content.decode()
    assert folded.count("sheet-folded") > 50
    assert folded.count("<table") < 6
    whole = ask(clerk, **said, whole="1").content.decode()
    assert "sheet-folded" not in whole
    assert whole.count("<table") > 55


def test_the_window_for_the_court_is_told_with_its_steps(clerk: Client) -> None:
    text = text_of(ask(clerk, tool="apply", served_on="2025-03-10", reminded_on="2025-09-25"))
    assert "2025-10-16 至 2025-12-10" in text
    assert "提起行政诉讼 2025-03-10 6个月 2025-09-10" in text


def test_without_a_reminder_it_says_until_when_one_helps(clerk: Client) -> None:
    text = text_of(ask(clerk, tool="apply", served_on="2025-03-10"))
    assert "最迟 2025-12-10" in text
    assert "催告书最迟 2025-11-25 送达" in text


def test_a_reminder_too_late_leaves_no_day(clerk: Client) -> None:
    text = text_of(ask(clerk, tool="apply", served_on="2025-03-10", reminded_on="2025-12-01"))
    assert "没有可以申请的日期" in text


def test_a_day_before_service_is_refused(clerk: Client) -> None:
    text = text_of(ask(clerk, tool="apply", served_on="2025-03-10", reminded_on="2025-03-01"))
    assert "早于处罚决定书送达之日" in text


def test_the_late_fee_is_told_to_the_cent_with_its_cap(clerk: Client) -> None:
    text = text_of(ask(clerk, tool="fee", fine="5,000", due_on="2025-03-25", until="2025-04-04"))
    assert "1,500.00元" in text
    assert "继续不缴的，2025-04-28达到" in text


def test_payments_and_remedies_lower_the_late_fee(clerk: Client) -> None:
    answer = ask(
        clerk,
        tool="fee",
        fine="5000",
        due_on="2025-03-25",
        until="2025-04-14",
        paid1_on="2025-03-29",
        paid1="3000",
        pause1_from="2025-04-05",
    )
    text = text_of(answer)
    assert "960.00元" in text
    assert "复议、诉讼期间 10 日不计" in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"fine": "0", "due_on": "2025-03-25"}, "0.01"),
        ({"fine": "5000", "due_on": "2025-03-25", "paid1": "10"}, "请填写日期"),
        ({"fine": "5000", "due_on": "2025-03-25", "paid1_on": "2025-04-01"}, "请填写金额"),
        ({"fine": "5000", "due_on": "2005-03-25", "until": "2026-01-01"}, "最长算十年"),
    ],
)
def test_a_fee_that_cannot_be_reckoned_says_why(
    clerk: Client, said: dict[str, str], told: str
) -> None:
    assert told in text_of(ask(clerk, tool="fee", **said))


def test_it_asks_the_database_as_often_for_five_years_as_for_ten_days(clerk: Client) -> None:
    ask(clerk, rule="ap.pay", start="2021-08-02")
    with real_queries() as short:
        ask(clerk, rule="ap.pay", start="2021-08-02")
    with real_queries() as long:
        ask(clerk, rule="ap.limit5", start="2021-08-02", whole="1")
    assert len(short) == len(long)
