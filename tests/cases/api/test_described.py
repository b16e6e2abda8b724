"""The API answers nothing that its description doesn't say, whatever it is asked.

`API_FUZZ_EXAMPLES=400` makes a long run of it.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.test import override_settings
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from config.wsgi import application
from deadlines import reference
from tests.cases.api.systems import Speaker, speaker
from tests.cases.factory import agreement, recorded
from tests.personas import make_world
from tests.referrals.clues import sent

EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "6"))
TOKENS = ("market", "urban", "procuratorate", "follower", "revoked")
checks.load_all_checks()
HELD = [
    checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    )
]
OPERATIONS = (
    "cases_list", "cases_read", "cases_read_by_key", "cases_put", "cases_batch", "changes_list",
    "flows_list", "referrals_list", "referrals_start", "referrals_start_actions", "referrals_read",
    "referrals_actions", "referrals_prepare", "referrals_act", "referrals_files",
    "referrals_attach", "files_content", "papers_read", "papers_file", "deliveries_list",
    "deliveries_read", "deliveries_sign_for", "events_list",
    "referrals_goods", "referrals_list_goods", "referrals_follow_ups", "referrals_follow_up",
    "referrals_add_follow_up", "referrals_settle_follow_up",
)  # fmt: skip
WITHOUT_LIMITS = dict.fromkeys(("read", "write", "batch", "denied"), "1000000/min")


@pytest.fixture
def tokens(committed: None) -> Iterator[dict[str, Speaker]]:
    """A county with a shared case, and systems of different standing."""
    reference.load(lambda text: None)
    world = make_world()
    agreement(world)
    recorded(world.clerk)
    sent(world)
    with override_settings(API_RATES=WITHOUT_LIMITS):
        cache.clear()
        yield {
            "market": speaker(world.market),
            "urban": speaker(world.urban),
            "procuratorate": speaker(world.procuratorate, clearance=4),
            "follower": speaker(world.market, scopes=["changes:read"]),
            "revoked": _revoked(speaker(world.market)),
        }


def _revoked(one: Speaker) -> Speaker:
    one.token.revoked_at = one.token.issued_at
    one.token.save(update_fields=["revoked_at"])
    return one


@pytest.fixture(scope="module")
def described() -> Any:
    """The description, with the platform itself behind it."""
    document = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # not typed
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    return schema


def asked(operation: Any, text: str, mode: Any, seen: Counter[int]) -> None:
    """Ask in many ways, and hold every answer against the description."""

    def ask(case: Any) -> None:
        headers = {"Authorization": f"Bearer {text}"}
        response = case.call(headers=headers)
        seen[response.status_code] += 1
        case.validate_response(response, checks=HELD, headers=headers)

    bounded = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=EXAMPLES < 50,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    bounded(given(case=operation.as_strategy(generation_mode=mode))(ask))()


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_as_described(
    tokens: dict[str, Speaker], described: Any, name: str
) -> None:
    operation = described.find_operation_by_id(name)
    for who in TOKENS:
        seen: Counter[int] = Counter()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            asked(operation, tokens[who].text, mode, seen)
        if who == "revoked":
            assert set(seen) <= {401, 400, 404, 405}, seen
            assert seen[401], seen
        if who == "follower" and name != "changes_list":
            assert not any(200 <= status < 300 for status in seen), seen


def test_every_operation_is_asked(described: Any) -> None:
    found = {result.ok().definition.raw["operationId"] for result in described.get_all_operations()}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("name", ["cases_put", "cases_batch", "referrals_start"])
def test_the_examples_work_as_they_stand(
    tokens: dict[str, Speaker], described: Any, name: str
) -> None:
    operation = described.find_operation_by_id(name)
    (body,) = operation.definition.raw["requestBody"]["content"]["application/json"][
        "examples"
    ].values()
    path = {"system": "oa", "external_id": "7"} if name == "cases_put" else {}
    case = operation.Case(path_parameters=path, body=body["value"], media_type="application/json")
    headers = {"Authorization": f"Bearer {tokens['urban'].text}"}
    response = case.call(headers=headers)
    case.validate_response(response, checks=HELD, headers=headers)
    assert response.status_code in {200, 201}
    told = response.json()
    assert told.get("status", "recorded") == "recorded"
    assert told.get("state", "draft") == "draft"
