from collections.abc import Callable
from datetime import timedelta

import pytest
import redis
from django.core.cache import cache, caches
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.checks import SEALED_WITHIN
from audit.models import CHECKED
from audit.services import record
from core.clock import current_moment
from core.models import OutboxMessage
from core.tasks import HEARTBEAT_KEY, heartbeat
from tests.conftest import ClientAs
from tests.personas import World

pytestmark = pytest.mark.django_db

LOST = {"database": "does not answer", "cache": "ok", "worker": "ok", "outbox": "not known",
        "audit": "not known"}  # fmt: skip


def refuse(error: Exception) -> Callable[..., None]:
    def call(*args: object, **kwargs: object) -> None:
        raise error

    return call


def test_a_visitor_sees_that_all_is_well(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heartbeat()
    # Database, outbox, and of the log: last seal, checks, oldest row, this month.
    with django_assert_num_queries(7):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok", "cache": "ok", "worker": "ok", "outbox": "ok", "audit": "ok",
    }  # fmt: skip
    assert "no-store" in response.headers["Cache-Control"]


def test_it_names_a_silent_worker(client: Client) -> None:
    cache.delete(HEARTBEAT_KEY)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {
        "database": "ok", "cache": "ok", "worker": "does not answer", "outbox": "ok", "audit": "ok",
    }  # fmt: skip


def test_it_names_a_database_that_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat()
    monkeypatch.setattr(connection, "cursor", refuse(OperationalError("gone")))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == LOST


def test_it_names_a_lost_database_to_a_signed_in_browser_too(
    world: World, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    heartbeat()
    browser = client_as(world.clerk)
    monkeypatch.setattr(connection, "cursor", refuse(OperationalError("gone")))
    response = browser.get("/healthz")
    assert response.status_code == 503
    assert response.json() == LOST


def test_it_names_a_cache_that_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = type(caches["default"])
    monkeypatch.setattr(backend, "set", refuse(redis.ConnectionError("gone")))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["cache"] == "does not answer"


def test_it_takes_no_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def waiting(key: str, minutes: float, **said: object) -> None:
    written = timezone.now() - timedelta(minutes=minutes)
    OutboxMessage.objects.create(topic="t", key=key, payload={}, created_at=written, **said)


def test_it_tells_how_long_the_oldest_message_waits_and_stays_ready(client: Client) -> None:
    heartbeat()
    waiting("young", 1)
    assert client.get("/healthz").json()["outbox"] == "ok"
    waiting("old", 37.5, next_attempt_at=timezone.now() + timedelta(hours=1))
    waiting("delivered", 90, done_at=timezone.now())
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["outbox"] == "oldest message waits 37 min"


def test_a_log_that_was_tampered_with_is_named_and_takes_nothing_down(client: Client) -> None:
    heartbeat()
    with transaction.atomic():
        record(actor=None, verb=CHECKED, changes={"sound": False, "faults": 3, "found": []})
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["audit"] == "needs attention"


def test_rows_that_nobody_seals_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat()
    with transaction.atomic():
        record(actor=None, verb="x.y")
    assert client.get("/healthz").json()["audit"] == "ok"
    later = current_moment() + SEALED_WITHIN
    monkeypatch.setattr("audit.checks.current_moment", lambda: later)
    assert client.get("/healthz").json()["audit"] == "needs attention"
