"""Whatever goes wrong under /api/ is told as problem details."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from drf_spectacular.generators import SchemaGenerator

from cases.selectors import changes
from tests.cases.api.systems import BATCH, CASES, CHANGES, Speaker
from tests.conftest import ClientAs
from tests.personas import World

SAID = (
    "/api/v1/cases/by-key/{system}/{external_id}/", "Idempotency-Key", "curl -X PUT",
    "shape-PartyIn", "id_card", "跟踪案件变更", "429",
)  # fmt: skip
KEY = f"{CASES}by-key/oa/1/"


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "no-store" in answer.headers["Cache-Control"]
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == status
    assert told["title"]
    return told


def raw(speaker: Speaker, method: str, path: str, data: bytes, kind: str = "application/json",
        **headers: str) -> Any:  # fmt: skip
    return Client(raise_request_exception=False).generic(
        method,
        path,
        data,
        content_type=kind,
        headers={"Authorization": f"Bearer {speaker.text}", **headers},
    )


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v2/cases/"])
def test_unknown_paths_are_not_found(market: Speaker, path: str) -> None:
    problem(market.ask("GET", path), 404)
    problem(Client().get(path), 404)


def test_other_methods_are_refused(market: Speaker) -> None:
    for path in (CASES, CHANGES, KEY, f"{CASES}1/"):
        problem(market.ask("DELETE", path), 405)
    problem(market.ask("GET", BATCH), 405)


def test_other_kinds_of_content_are_refused(market: Speaker) -> None:
    problem(raw(market, "PUT", KEY, b"cause=x", "application/x-www-form-urlencoded"), 415)
    problem(raw(market, "GET", CASES, b"", Accept="text/html"), 406)


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"\xff\xfe", b'{"cause": NaN}', b'{"cause": "a", "cause": "b"}',
        b'{"cause": "\\u0000"}', b'{"cause": "\\ud800"}', b'{"\\u0000": 1}',
        b"[" * 100_000, b'{"a":' * 20 + b"1" + b"}" * 20, b'{"cause": ' + b"9" * 5000 + b"}",
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_json_is_refused(market: Speaker, body: bytes) -> None:
    problem(raw(market, "PUT", KEY, body), 400)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"x"', b"3", b"true"])
def test_what_is_no_case_is_refused(market: Speaker, body: bytes) -> None:
    problem(raw(market, "PUT", KEY, body), 422)


@override_settings(API_MAX_BYTES=100)
def test_a_body_that_is_too_large_is_not_read(market: Speaker) -> None:
    problem(raw(market, "PUT", KEY, b'{"cause": "' + b"x" * 100 + b'"}'), 413)


def test_a_body_as_large_as_promised_is_read(market: Speaker) -> None:
    told = raw(market, "PUT", KEY, b'{"cause": "' + b"x" * (7 * 1024 * 1024) + b'"}')
    problem(told, 422)


def test_nul_in_the_address_is_refused(market: Speaker) -> None:
    problem(market.ask("GET", f"{CASES}?cause=%00"), 400)
    problem(market.ask("GET", f"{CASES}by-key/oa/%00/"), 400)


@pytest.mark.parametrize(
    ("query", "name"),
    [("limit=0", "limit"), ("limit=x", "limit"), ("limit=٣", "limit"), ("since=x", "since")],
)
def test_a_wrong_parameter_is_named(market: Speaker, query: str, name: str) -> None:
    told = problem(market.ask("GET", f"{CHANGES}?{query}"), 400)
    assert [fault["parameter"] for fault in told["errors"]] == [name]


@pytest.mark.parametrize("path", [CASES, CHANGES])
def test_a_mistyped_parameter_is_not_passed_over(market: Speaker, path: str) -> None:
    told = problem(market.ask("GET", f"{path}?decided_form=2026-01-01"), 400)
    assert [fault["parameter"] for fault in told["errors"]] == ["decided_form"]


def test_a_key_that_none_can_be_is_named(market: Speaker) -> None:
    told = problem(market.ask("GET", f"{CASES}by-key/市监/1/"), 400)
    assert told["errors"][0]["parameter"] == "system"
    told = problem(market.ask("GET", f"{CASES}by-key/oa/{'1' * 121}/"), 400)
    assert told["errors"][0]["parameter"] == "external_id"


def test_a_mark_of_another_cluster_is_gone(market: Speaker) -> None:
    problem(market.ask("GET", f"{CHANGES}?since=7-1-1"), 410)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_feed_origin SET cluster = '7'")
    problem(market.ask("GET", CHANGES), 503)


def test_our_own_fault_is_told_as_one(market: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("something with personal data")

    monkeypatch.setattr(changes, "feed_bound", fail)
    told = problem(market.ask("GET", CHANGES), 500)
    assert "personal" not in json.dumps(told)


def test_the_description_has_no_warnings() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_every_operation_describes_what_can_go_wrong() -> None:
    schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # not typed
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            assert {"401", "403", "406", "429"} <= set(told["responses"]), (method, path)
            if method in {"put", "post"}:
                assert {"400", "413", "415", "422"} <= set(told["responses"]), path
            people = [{"cookieAuth": list[str]()}] if method == "get" else []
            assert told["security"] == [{"token": []}, *people], path
    assert schema["components"]["schemas"]["CaseIn"]["additionalProperties"] is False


def test_the_page_of_the_description_names_everything(
    world: World, market: Speaker, client_as: ClientAs
) -> None:
    for answer in (client_as(world.clerk).get("/api/v1/docs/"), market.ask("GET", "/api/v1/docs/")):
        assert answer.status_code == 200
        page = answer.content.decode()
        for words in SAID:
            assert words in page, words
        assert "<script>" not in page
        assert "style=" not in page
    problem(Client().get("/api/v1/docs/"), 401)
