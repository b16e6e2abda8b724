"""Two systems that write crosswise: neither is told of the trouble they gave each other."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

from audit.models import AuditEvent
from cases.models import Case, KeptAnswer, Party
from cases.services.bring.judging import Judged
from cases.services.bring.writing import Writing
from core import again
from tests.cases.api.systems import BATCH, Speaker, speaker
from tests.personas import make_world

MAN = {"kind": "natural", "name": "欧阳远山", "identifier_type": "id_card",
       "identifier": "11010519491231002X"}  # fmt: skip
SHOP = {"kind": "organisation", "name": "宁川县晨光食品有限公司", "identifier_type": "uscc",
        "identifier": "91350100M000100Y43"}  # fmt: skip


def item(number: str, *parties: dict[str, str]) -> dict[str, Any]:
    return {"system": "oa", "external_id": number, "cause": "无照经营案",
            "filed_on": "2026-05-06", "parties": list(parties)}  # fmt: skip


@pytest.fixture
def systems(committed: None) -> list[Speaker]:
    """Two systems of one agency, which have each a case there."""
    world = make_world()
    found = [speaker(world.market, name=name) for name in ("甲系统", "乙系统")]
    nobody = {"kind": "natural", "name": "某人"}
    found[0].post(BATCH, {"items": [item("1", nobody), item("2", nobody)]})
    return found


@pytest.fixture
def crosswise(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Speaker]], list[Any]]:
    """Each records a case of one party and puts the other one's party into a case that is there.

    Both have recorded before either updates, so that each holds what the other needs.
    """
    met, correct = threading.Barrier(2), Writing._correct

    def after_both(writing: Writing, changed: list[Judged]) -> None:
        with suppress(threading.BrokenBarrierError):
            met.wait(timeout=2)
        correct(writing, changed)

    monkeypatch.setattr(Writing, "_correct", after_both)

    def send(systems: list[Speaker]) -> list[Any]:
        bodies = [
            {"items": [item("3", MAN), item("1", SHOP)]},
            {"items": [item("4", SHOP), item("2", MAN)]},
        ]

        def one(who: int) -> Any:
            try:
                return systems[who].ask("POST", BATCH, bodies[who], Idempotency_Key=str(who))
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, range(2)))

    return send


def test_both_are_answered_as_if_alone(
    systems: list[Speaker], crosswise: Callable[[list[Speaker]], list[Any]]
) -> None:
    answers = crosswise(systems)
    assert [answer.status_code for answer in answers] == [200, 200]
    for answer in answers:
        told = json.loads(answer.content)
        assert [line["status"] for line in told["items"]] == ["recorded", "updated"]
    assert Case.objects.count() == 4
    assert AuditEvent.objects.filter(verb="case.record").count() == 4
    identities = set(Party.objects.exclude(identifier_hash="").values_list("name", "identity"))
    assert len(identities) == 2


def test_one_that_never_gets_through_is_told_when_to_come_again(
    systems: list[Speaker],
    crosswise: Callable[[list[Speaker]], list[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(again, "_TIMES", 1)
    refused, taken = sorted(crosswise(systems), key=lambda answer: -answer.status_code)
    assert (taken.status_code, refused.status_code) == (200, 503)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    assert json.loads(refused.content)["status"] == 503
    assert Case.objects.count() == 3
    assert KeptAnswer.objects.count() == 1
