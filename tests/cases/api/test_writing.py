"""Systems push cases: by key, in batches, again, and too late."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent
from cases.api.examples import CASE
from cases.models import Case, ExternalKey, KeptAnswer, Party
from cases.services.repeats import Answer, UnderWay, once, remove_old_answers
from deadlines import reference
from tests.cases.api.systems import BATCH, CASES, Speaker, speaker
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World, make_world
from tests.queries import real_queries

KEY = f"{CASES}by-key/oa/2026-1/"


def numbered(n: int, **said: Any) -> dict[str, Any]:
    """An item of a batch with a decision number of its own."""
    number = {"decision_number": f"宁市监罚决字〔2026〕{n}号"}
    return {"system": "oa", "external_id": f"2026-{n}", **CASE, **number, **said}


def pointers(problem: dict[str, Any]) -> set[str]:
    return {fault["pointer"] for fault in problem["errors"]}


def test_the_first_time_records_the_second_updates(market: Speaker) -> None:
    made = market.put(KEY, CASE, status=201)
    assert (made["status"], made["version"]) == ("recorded", 1)
    assert market.put(KEY, CASE)["status"] == "unchanged"
    changed = market.put(KEY, {"facts": "检查发现货架上有过期糕点二十五袋"})
    assert changed == {"status": "updated", "id": made["id"], "version": 2}
    case = Case.objects.get()
    assert (case.facts, case.cause) == ("检查发现货架上有过期糕点二十五袋", CASE["cause"])
    assert (case.channel, case.owner) == ("api", market.system.person.agency)


def test_it_reads_by_key_what_it_pushed(market: Speaker, world: World) -> None:
    market.put(KEY, CASE, status=201)
    answer = market.ask("GET", KEY)
    assert answer.headers["ETag"] == '"1"'
    whole = answer.json()
    assert whole["parties"][0]["name"] == "宁川县晨光食品有限公司"
    assert whole["bases"][0]["article"] == 124
    assert whole["fine_total"] == "5000.00"
    market.get(f"{CASES}by-key/oa/other/", status=404)
    assert speaker(world.urban).get(KEY, status=404)["status"] == 404


LETTER = "宁市监移〔2026〕第000003号"
UNDECIDED = ("decision_number", "decided_on", "penalties", "bases")
HANDED_OVER: dict[str, Any] = {
    **{name: value for name, value in CASE.items() if name not in UNDECIDED},
    "outcome": "to_judicial",
    "handover_number": LETTER,
    "handed_over_on": "2026-06-01",
}


def test_a_handover_is_told_as_one_and_never_as_a_penalty_decision(market: Speaker) -> None:
    made = market.put(KEY, HANDED_OVER, status=201)
    case = Case.objects.get(pk=made["id"])
    assert (case.decision_number, case.decided_on) == (LETTER, dt.date(2026, 6, 1))
    told = market.get(KEY)
    assert (told["decision_number"], told["decided_on"]) == ("", None)
    assert (told["handover_number"], told["handed_over_on"]) == (LETTER, "2026-06-01")
    (line,) = market.get(CASES)["items"]
    assert (line["decided_on"], line["handed_over_on"]) == (None, "2026-06-01")
    assert market.put(KEY, HANDED_OVER)["status"] == "unchanged"


def test_a_decision_is_told_as_one_and_never_as_a_handover(market: Speaker) -> None:
    market.put(KEY, CASE, status=201)
    told = market.get(KEY)
    decision = told["decision_number"], told["decided_on"]
    assert decision == (CASE["decision_number"], CASE["decided_on"])
    assert (told["handover_number"], told["handed_over_on"]) == ("", None)


def test_a_letter_s_number_is_one_number_of_the_agency_like_any_other(market: Speaker) -> None:
    market.put(KEY, HANDED_OVER, status=201)
    other = {**CASE, "decision_number": LETTER}
    told = market.put(f"{CASES}by-key/oa/2026-2/", other, status=422)
    assert pointers(told) == {"/decision_number"}


def test_a_handover_is_named_only_of_a_case_that_was_handed_over(market: Speaker) -> None:
    told = market.put(KEY, {**CASE, "handover_number": LETTER}, status=422)
    assert pointers(told) == {"/handover_number"}
    both = {**HANDED_OVER, "decision_number": "宁市监罚决字〔2026〕9号"}
    assert pointers(market.put(KEY, both, status=422)) == {"/handover_number"}


def test_the_same_key_means_another_case_in_another_agency(market: Speaker, world: World) -> None:
    first = market.put(KEY, CASE, status=201)
    second = speaker(world.urban).put(KEY, CASE, status=201)
    assert first["id"] != second["id"]
    assert ExternalKey.objects.count() == 2


def test_a_number_may_hold_a_slash(market: Speaker) -> None:
    market.put(f"{CASES}by-key/oa/市监/2026/7/", CASE, status=201)
    assert ExternalKey.objects.get().external_id == "市监/2026/7"


def test_a_case_that_was_typed_is_found_by_its_number(market: Speaker, world: World) -> None:
    case = recorded(world.clerk)
    assert market.put(KEY, CASE)["id"] == case.pk


def test_a_second_key_of_one_system_cannot_overwrite_a_case(market: Speaker) -> None:
    market.put(KEY, CASE, status=201)
    other = {**CASE, "cause": "另一个案件"}
    told = market.put(f"{CASES}by-key/oa/2026-2/", other, status=422)
    assert pointers(told) == {"/decision_number"}
    assert "2026-1" in told["errors"][0]["detail"]
    assert Case.objects.get().cause == CASE["cause"]
    # Another system of the agency may know the same case.
    market.put(f"{CASES}by-key/archive/7/", CASE)


def test_two_items_of_a_batch_with_one_number_are_not_one_case(market: Speaker) -> None:
    items = [numbered(1), numbered(1, external_id="2026-1b", cause="另一个案件")]
    told = market.post(BATCH, {"items": items})["items"]
    assert [item["status"] for item in told] == ["recorded", "refused"]
    assert Case.objects.get().cause == CASE["cause"]


def test_a_wrong_value_is_answered_with_those_there_are(market: Speaker) -> None:
    said = {**CASE, "penalties": [{"kind": "beat"}], "outcome": "guilty"}
    told = {fault["pointer"]: fault for fault in market.put(KEY, said, status=422)["errors"]}
    assert "fine" in told["/penalties/0/kind"]["detail"]
    assert "penalty" in told["/outcome"]["detail"]
    assert told["/outcome"]["code"] == "invalid_choice"


def test_an_agency_that_makes_no_decisions_cannot_push(overseer: Speaker) -> None:
    assert "cases:write" in overseer.put(KEY, CASE, status=403)["detail"]


def test_people_read_with_their_session_and_do_not_write(world: World, client_as: ClientAs) -> None:
    browser = client_as(world.clerk)
    assert browser.put(KEY, CASE, content_type="application/json").status_code == 403
    assert browser.post(BATCH, {}, content_type="application/json").status_code == 403
    assert browser.get(KEY).status_code == 404


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"causes": "x"}, "/causes"),
        ({"cause": 7 * [1]}, "/cause"),
        ({"decided_on": "2026-13-01"}, "/decided_on"),
        ({"decided_on": "2126-01-01"}, "/decided_on"),
        ({"matter": "XX-1"}, "/matter"),
        ({"penalties": [{"kind": "fine", "amount": "viel"}]}, "/penalties/0/amount"),
        ({"penalties": [{"kind": "fine"}]}, "/penalties"),
        ({"penalties": {"kind": "fine"}}, "/penalties"),
        ({"bases": [{"citation": "食品安全法"}]}, "/bases/0/citation"),
        ({"bases": [{"article": 3}]}, "/bases/0/law_title"),
        ({"bases": [{"law_title": "食品安全法", "article": 70000}]}, "/bases/0/article"),
        ({"parties": [{**CASE["parties"][0], "identifier": "91350100M000100Y44"}]},
         "/parties/0/identifier"),
        ({"parties": [{**CASE["parties"][0], "a/b~": 1}]}, "/parties/0/a~1b~0"),
        ({"parties": []}, "/parties"),
    ],
)  # fmt: skip
def test_a_problem_names_the_field(market: Speaker, said: dict[str, Any], pointer: str) -> None:
    problem = market.put(KEY, {**CASE, **said}, status=422)
    assert pointer in pointers(problem)
    assert not Case.objects.exists()


def test_the_first_time_takes_a_cause(market: Speaker) -> None:
    problem = market.put(KEY, {"facts": "有过期糕点"}, status=422)
    assert pointers(problem) == {"/cause"}


def test_a_batch_answers_item_by_item(market: Speaker) -> None:
    market.put(KEY, {**CASE, "decision_number": "宁市监罚决字〔2026〕1号"}, status=201)
    bad_party = {**CASE["parties"][0], "identifier": "x"}
    items = [
        numbered(1, facts="另有过期饮料"),
        numbered(2),
        numbered(3, parties=[bad_party]),
        numbered(4, if_version=3),
        numbered(2),
        "x",
        numbered(6, matter="XX"),
    ]
    answer = market.post(BATCH, {"items": items})
    told = [(item["index"], item["status"]) for item in answer["items"]]
    assert told == list(
        enumerate(["updated", "recorded", "refused", "stale", "unchanged", "refused", "refused"])
    )
    assert pointers(answer["items"][2]) == {"/items/2/parties/0/identifier"}
    assert pointers(answer["items"][5]) == {"/items/5"}
    assert pointers(answer["items"][6]) == {"/items/6/matter"}
    assert answer["counts"]["refused"] == 3
    assert Case.objects.count() == 2


@pytest.mark.parametrize("body", [[], {}, {"items": []}, {"items": 3}, {"items": [1] * 501}])
def test_a_batch_that_is_none_is_refused(market: Speaker, body: Any) -> None:
    assert pointers(market.post(BATCH, body, status=422)) == {"/items"}


def test_a_stale_version_changes_nothing(market: Speaker) -> None:
    market.put(KEY, CASE, status=201)
    market.put(KEY, {"facts": "有过期糕点"}, If_Match='"1"')
    market.put(KEY, {"facts": "没有过期糕点"}, status=412, If_Match='"1"')
    market.put(KEY, {"facts": "没有过期糕点"}, status=400, If_Match="latest")
    assert Case.objects.get().facts == "有过期糕点"


def test_an_answer_is_given_again_and_the_act_done_once(market: Speaker) -> None:
    first = market.ask("PUT", KEY, CASE, Idempotency_Key="k1")
    second = market.ask("PUT", KEY, CASE, Idempotency_Key="k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    batch = {"items": [numbered(8)]}
    told = [market.post(BATCH, batch, Idempotency_Key="k2") for _time in range(2)]
    assert told[0] == told[1]
    assert told[1]["items"][0]["status"] == "recorded"


def test_a_key_stands_for_one_request(market: Speaker, world: World) -> None:
    market.put(KEY, CASE, status=201, Idempotency_Key="k1")
    problem = market.put(KEY, {"facts": "有"}, status=422, Idempotency_Key="k1")
    assert problem["errors"][0]["parameter"] == "Idempotency-Key"
    market.put(KEY, CASE, status=400, Idempotency_Key="k" * 101)
    # Another system has keys of its own.
    speaker(world.urban).put(KEY, CASE, status=201, Idempotency_Key="k1")


def test_a_refused_request_leaves_its_key_free(market: Speaker) -> None:
    market.put(KEY, {"facts": "有"}, status=422, Idempotency_Key="k1")
    market.put(KEY, CASE, status=201, Idempotency_Key="k1")


def test_answers_are_forgotten_after_their_time(
    market: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    market.put(KEY, CASE, status=201, Idempotency_Key="k1")
    assert remove_old_answers() == 0
    later = timezone.now() + dt.timedelta(hours=settings.IDEMPOTENCY_HOURS + 1)
    monkeypatch.setattr("cases.services.repeats.timezone.now", lambda: later)
    assert market.put(KEY, {"facts": "有"}, Idempotency_Key="k1")["status"] == "updated"
    KeptAnswer.objects.update(made_at=later - dt.timedelta(days=9))
    assert remove_old_answers() == 1


def test_the_second_of_two_at_once_is_told_so(committed: None) -> None:
    reference.load(lambda text: None)
    world = make_world()
    entered, leave = threading.Event(), threading.Event()
    told: list[Answer] = []

    def slowly() -> Answer:
        entered.set()
        leave.wait(10)
        return Answer(200, {})

    def first() -> None:
        try:
            told.append(once(actor=world.clerk, key="k", fingerprint="f", act=slowly))
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert entered.wait(10)
    with pytest.raises(UnderWay), transaction.atomic():
        once(actor=world.clerk, key="k", fingerprint="f", act=slowly)
    leave.set()
    thread.join(10)
    again = once(actor=world.clerk, key="k", fingerprint="f", act=slowly)
    assert (told[0].again, again.again) == (False, True)


def test_what_a_system_writes_carries_its_name(market: Speaker) -> None:
    market.put(KEY, CASE, status=201)
    line = AuditEvent.objects.get(verb="case.record")
    assert (line.actor_name, line.agency_name) == ("执法办案系统", "宁川县市场监督管理局")


def test_an_officer_is_found_by_name_and_certificate(market: Speaker, world: World) -> None:
    world.clerk.certificate_no = "33990100012"
    world.clerk.save(update_fields=["certificate_no"])
    officers = [
        {"name": world.clerk.name, "certificate_no": "33990100012"},
        {"name": world.clerk_b.name},
    ]
    market.put(KEY, {**CASE, "officers": officers}, status=201)
    found = {officer.name: officer.person for officer in Case.objects.get().officers.all()}
    assert found == {world.clerk.name: world.clerk, world.clerk_b.name: None}


def test_statements_do_not_grow_with_new_items(market: Speaker) -> None:
    counts = []
    for start, many in ((100, 3), (200, 30)):
        body = {"items": [numbered(start + n) for n in range(many)]}
        with real_queries() as queries:
            market.post(BATCH, body)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2, counts


def test_identifiers_are_kept_sealed(market: Speaker) -> None:
    market.put(KEY, CASE, status=201)
    with connection.cursor() as cursor:
        cursor.execute("SELECT identifier FROM cases_party")
        assert "91350100M000100Y43" not in cursor.fetchone()[0]
    assert Party.objects.get().identifier == "91350100M000100Y43"


def test_no_token_no_write(client: Client, world: World) -> None:
    assert client.put(KEY, CASE, content_type="application/json").status_code == 401


def test_evidence_comes_with_its_collecting_and_conversion(market: Speaker) -> None:
    item = {
        "kind": "testimony",
        "name": "对店员的询问笔录",
        "collected_by": "周子谦（33990101001）、沈若冰（33990101002）",
        "place": "宁川县柳溪镇东街8号",
        "legality": "lawful",
        "converted_by": "韩守一",
        "converted_on": "2026-06-02",
    }
    market.put(KEY, {**CASE, "evidence": [item]}, status=201)
    (read,) = market.get(KEY)["evidence"]
    assert {name: read[name] for name in item} == item
    assert read["conversion"] == "again"
    # Of the same item what is left out stays; another one is judged by what it says.
    wrong = {**item, "name": "对店主的询问笔录", "converted_on": None}
    assert pointers(market.put(KEY, {"evidence": [wrong]}, status=422)) == {"/evidence"}
