"""The API shows what the pages show, to the same people."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from agencies.services import end_agreement
from audit.models import AuditEvent
from tests.cases.factory import FACTS, MAN, SHOP, agreement, recorded
from tests.conftest import ClientAs
from tests.personas import World
from tests.queries import real_queries

URL = "/api/v1/cases/"
NUMBER = "宁市监罚决字〔2026〕第000012号"


def get(client: Client, path: str = URL, status: int = 200, **query: str) -> Any:
    # What isn't found rolls back as far as the request, not as far as the test.
    with transaction.atomic():
        response = client.get(path, query)
    assert response.status_code == status
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response.headers["Content-Type"] == kind
    assert "no-store" in response.headers["Cache-Control"]
    return json.loads(response.content)


def test_a_stranger_is_refused(client: Client, world: World) -> None:
    for path in (URL, f"{URL}1/", "/api/v1/schema/"):
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_clerk_lists_and_reads(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, parties=(SHOP, MAN))
    page = get(client_as(world.clerk))
    assert (page["count"], page["more"], page["next_cursor"]) == (1, False, None)
    line = page["items"][0]
    assert (line["id"], line["number"], line["fine_total"]) == (case.pk, NUMBER, "5000.00")
    assert (line["parties"], line["party_count"]) == (SHOP.name, 2)
    assert line["next_due_on"] == "2026-06-18"
    whole = get(client_as(world.clerk), f"{URL}{case.pk}/")
    assert whole["facts"] == FACTS
    assert whole["parties"][1]["identifier"] == "110***********002X"
    assert whole["clocks"][0]["rule_key"] == "ap.pay"
    assert whole["why"]["basis"] == "本机关办理的案件"


@pytest.mark.parametrize("name", ["urban_clerk", "procurator", "judge", "system_admin"])
def test_without_a_ground_there_is_nothing(world: World, client_as: ClientAs, name: str) -> None:
    case = recorded(world.clerk)
    browser = client_as(world.people[name])
    assert get(browser)["items"] == []
    problem = get(browser, f"{URL}{case.pk}/", status=404)
    assert (problem["status"], problem["title"]) == (404, "Not Found")
    assert get(browser, f"{URL}{case.pk + 10**6}/", status=404) == problem


def test_a_pointer_reads_no_more_than_the_page_shows(world: World, client_as: ClientAs) -> None:
    agreement(world, profile="pointer")
    case = recorded(world.clerk, parties=(MAN,))
    browser = client_as(world.procurator)
    whole = get(browser, f"{URL}{case.pk}/")
    assert whole["sections"] == ["identity"]
    answer = json.dumps([whole, get(browser)], ensure_ascii=False)
    for words in ("欧阳", FACTS, "食品", "5000", "2026-06-01", "周子谦", "pending", 'decided"'):
        assert words not in answer, words
    assert NUMBER in answer


def test_a_low_grade_reads_a_masked_name_and_no_facts(world: World, client_as: ClientAs) -> None:
    agreement(world, grade_ceiling=2)
    case = recorded(world.clerk, parties=(MAN,), decision_content="对欧阳远山罚款")
    answer = json.dumps(get(client_as(world.procurator), f"{URL}{case.pk}/"), ensure_ascii=False)
    assert "欧阳**" in answer
    for words in ("欧阳远山", FACTS, "北门巷"):
        assert words not in answer, words


def test_an_ended_agreement_bites_at_once(world: World, client_as: ClientAs) -> None:
    shared = agreement(world)
    case = recorded(world.clerk)
    browser = client_as(world.procurator)
    assert get(browser)["count"] == 1
    end_agreement(actor=world.security_admin_b, agreement=shared, reason="协议调整")
    assert get(browser)["count"] == 0
    get(browser, f"{URL}{case.pk}/", status=404)


def test_reads_from_outside_are_logged(world: World, client_as: ClientAs) -> None:
    agreement(world)
    case = recorded(world.clerk)
    browser = client_as(world.procurator)
    get(browser)
    get(browser, f"{URL}{case.pk}/")
    verbs = AuditEvent.objects.filter(outside=True).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["case.list", "case.read"]


def test_conditions_are_those_of_the_form(world: World, client_as: ClientAs) -> None:
    recorded(world.clerk)
    browser = client_as(world.clerk)
    assert get(browser, party="晨光", fine_min="5000")["count"] == 1
    assert get(browser, fine_min="5001")["count"] == 0
    problem = get(browser, status=400, fine_min="many", decided_from="2026-13-01")
    assert {fault["parameter"] for fault in problem["errors"]} == {"fine_min", "decided_from"}
    (fault,) = get(browser, status=400, cursor="abc")["errors"]
    assert fault["parameter"] == "cursor"


def test_nothing_can_be_written(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    for method in (clerk.post, clerk.put, clerk.patch, clerk.delete):
        assert method(f"{URL}{case.pk}/").status_code in (403, 405)
        assert method(URL).status_code in (403, 405)


def test_pages_follow_one_another(world: World, client_as: ClientAs) -> None:
    for n in range(1, 53):
        recorded(world.clerk, decision_number=f"宁市监罚决字〔2026〕{n}号")
    browser = client_as(world.clerk)
    first = get(browser)
    second = get(browser, cursor=first["next_cursor"])
    ids = [line["id"] for line in first["items"] + second["items"]]
    assert (len(first["items"]), len(set(ids))) == (50, 52)
    assert get(browser, cursor=second["previous_cursor"])["items"] == first["items"]


def test_a_page_takes_at_most_fifteen_queries(world: World, client_as: ClientAs) -> None:
    agreement(world)
    for n in range(1, 21):
        recorded(world.clerk, decision_number=f"宁市监罚决字〔2026〕{n}号")
    browser = client_as(world.procurator)
    with real_queries() as queries:
        line = get(browser)["items"][0]
    assert len(queries) <= 15, "\n".join(queries)
    with real_queries() as queries:
        get(browser, f"{URL}{line['id']}/")
    assert len(queries) <= 15, "\n".join(queries)


def test_the_description_is_complete(world: World, client_as: ClientAs) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")
    answer = client_as(world.clerk).get("/api/v1/schema/")
    assert answer.status_code == 200
    assert b"/api/v1/cases/{id}/" in answer.content
