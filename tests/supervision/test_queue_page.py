"""The review queue as the procurator uses it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Flag
from supervision.services import run_rules
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries
from tests.supervision.test_sm01 import unpaid

QUEUE = reverse("supervision:queue")


def flagged(county: World, count: int, start: int = 1) -> list[Flag]:
    for n in range(start, start + count):
        unpaid(county.clerk, decision_number=f"宁市监罚决字〔2025〕{n}号")
    run_rules()
    return list(Flag.objects.order_by("-severity", "act_by", "pk"))


def test_it_shows_the_list_and_the_first_flag_beside_it(county: World, client_as: ClientAs) -> None:
    flagged(county, 2)
    page = client_as(county.procurator).get(QUEUE).content.decode()
    assert "罚款逾期未缴且未申请强制执行" in page
    assert "申请强制执行的最后一日" in page
    assert "宁市监罚决字〔2025〕2号" in page


def test_an_empty_queue_says_so(county: World, client_as: ClientAs) -> None:
    assert "没有待审查的线索" in client_as(county.procurator).get(QUEUE).content.decode()


def test_deciding_goes_on_with_the_next_flag(county: World, client_as: ClientAs) -> None:
    first, second = flagged(county, 2)
    client = client_as(county.procurator)
    url = reverse("supervision:decide", args=[first.pk])
    answer = client.post(url, {"decision": "dismiss", "reason": "lawful", "note": ""})
    assert answer["Location"] == f"{QUEUE}?flag={second.pk}"
    first.refresh_from_db()
    assert (first.state, first.decided_by) == ("dismissed", county.procurator)


def test_a_missing_reason_is_named_and_what_was_typed_stays(
    county: World, client_as: ClientAs
) -> None:
    (flag,) = flagged(county, 1)
    client = client_as(county.procurator)
    url = reverse("supervision:decide", args=[flag.pk])
    answer = client.post(url, {"decision": "dismiss", "note": "当事人已经搬离"})
    assert answer.status_code == 422
    assert "请选择排除原因" in answer.content.decode()
    assert "当事人已经搬离" in answer.content.decode()


def test_a_second_decision_is_told_that_it_came_late(county: World, client_as: ClientAs) -> None:
    (flag,) = flagged(county, 1)
    url = reverse("supervision:decide", args=[flag.pk])
    client_as(county.procurator).post(url, {"decision": "confirm"})
    late = client_as(county.procurator_b).post(url, {"decision": "confirm"}, follow=True)
    assert "该线索已由他人处理" in late.content.decode()


@pytest.mark.parametrize("who", ["clerk", "leader", "judge", "discipline_officer", "audit_admin"])
def test_a_stranger_finds_nothing_there(county: World, client_as: ClientAs, who: str) -> None:
    (flag,) = flagged(county, 1)
    client = client_as(getattr(county, who))
    assert client.get(QUEUE).status_code == 404
    assert client.get(reverse("supervision:preview", args=[flag.pk])).status_code == 404
    decide = client.post(reverse("supervision:decide", args=[flag.pk]), {"decision": "confirm"})
    assert decide.status_code == 404
    flag.refresh_from_db()
    assert flag.state == "open"


def test_a_flag_that_is_not_there_is_a_404(county: World, client_as: ClientAs) -> None:
    flagged(county, 1)
    client = client_as(county.procurator)
    assert client.get(f"{QUEUE}?flag=999999").status_code == 404
    assert client.get(reverse("supervision:preview", args=[999999])).status_code == 404


def test_a_page_costs_the_same_for_one_flag_and_thirty(county: World, client_as: ClientAs) -> None:
    client = client_as(county.procurator)
    flagged(county, 1)
    client.get(QUEUE)
    with real_queries() as few:
        client.get(QUEUE)
    flagged(county, 29, start=2)
    with real_queries() as many:
        client.get(QUEUE)
    assert len(many) == len(few)
    flagged(county, 1, start=31)
    with real_queries() as counted:
        assert "共 31 件" in client.get(QUEUE).content.decode()
    assert len(counted) == len(few) + 1 <= 15, "\n".join(counted)


def test_the_home_page_costs_the_same_for_one_flag_and_thirty(
    county: World, client_as: ClientAs
) -> None:
    client = client_as(county.procurator)
    flagged(county, 1)
    client.get("/")
    with real_queries() as few:
        client.get("/")
    flagged(county, 29, start=2)
    with real_queries() as many:
        client.get("/")
    assert len(many) == len(few) <= 15, "\n".join(many)


def test_days_are_told_in_words(county: World, client_as: ClientAs) -> None:
    (flag,) = flagged(county, 1)
    Flag.objects.filter(pk=flag.pk).update(
        act_by=timezone.localdate() + timedelta(days=3), severity=3
    )
    assert "还有 3 天" in client_as(county.procurator).get(QUEUE).content.decode()
