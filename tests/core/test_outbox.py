"""Messages that survive."""

import datetime
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django.plugin import DjangoDbBlocker

from core import delivery, tasks
from core.models import OutboxMessage
from core.outbox import drain, publish, subscribe

Seen = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_handlers", defaultdict(list))


@pytest.fixture
def seen() -> Seen:
    got: Seen = []
    subscribe("t")(got.append)
    return got


def put(key: str, topic: str = "t", **payload: Any) -> None:
    with transaction.atomic():
        publish(topic=topic, key=key, payload={"key": key, **payload})


def come_due() -> None:
    OutboxMessage.objects.update(next_attempt_at=timezone.now())


@pytest.mark.django_db
def test_a_message_is_delivered_once(seen: Seen) -> None:
    put("a", number=1)
    assert drain() == 1
    assert drain() == 0
    assert seen == [{"key": "a", "number": 1}]
    assert OutboxMessage.objects.get().done_at is not None


@pytest.mark.django_db
def test_the_same_key_twice_is_one_message(seen: Seen) -> None:
    put("a", number=1)
    put("a", number=2)
    drain()
    put("a", number=3)
    drain()
    assert seen == [{"key": "a", "number": 1}]


@pytest.mark.django_db
def test_every_handler_of_a_topic_hears_it_and_others_do_not(seen: Seen) -> None:
    second: Seen = []
    other: Seen = []
    subscribe("t")(second.append)
    subscribe("u")(other.append)
    put("a")
    drain()
    assert (len(seen), len(second), len(other)) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_publish_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        publish(topic="t", key="a", payload={})


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_published(seen: Seen) -> None:
    with transaction.atomic():
        put("a")
        transaction.set_rollback(True)
    assert OutboxMessage.objects.count() == 0
    assert seen == []


@pytest.mark.django_db(transaction=True)
def test_commit_kicks_the_worker_once(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    kicks: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.drain_outbox, "apply_async", lambda **kwargs: kicks.append(kwargs))
    with transaction.atomic():
        for number in range(5):
            publish(topic="t", key=str(number), payload={})
        assert kicks == []
    assert len(kicks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_kick_undone_with_its_savepoint_is_made_up_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kicks: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.drain_outbox, "apply_async", lambda **kwargs: kicks.append(kwargs))
    with transaction.atomic():
        with transaction.atomic():
            publish(topic="t", key="a", payload={})
            transaction.set_rollback(True)
        publish(topic="t", key="b", payload={})
    assert len(kicks) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [OperationalError("down"), ConnectionRefusedError("down")])
def test_a_broker_that_is_down_does_not_fail_the_request(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, seen: Seen
) -> None:
    def fail(**kwargs: Any) -> None:
        raise fault

    monkeypatch.setattr(tasks.drain_outbox, "apply_async", fail)
    put("a")
    assert seen == []
    assert drain() == 1


@pytest.mark.django_db
def test_a_failing_handler_leaves_nothing_and_does_not_block_the_rest() -> None:
    good: list[str] = []

    @subscribe("t")
    def half_done(payload: dict[str, Any]) -> None:
        OutboxMessage.objects.create(topic="trace", key=f"trace {payload['key']}", payload={})
        if payload["key"] == "bad":
            raise ZeroDivisionError("why")
        good.append(payload["key"])

    subscribe("trace")(lambda payload: None)
    put("bad")
    put("good")
    drain()
    bad = OutboxMessage.objects.get(key="bad")
    assert good == ["good"]
    assert (bad.attempts, bad.done_at, bad.last_error) == (1, None, "ZeroDivisionError: why")
    assert bad.next_attempt_at > timezone.now()
    assert not OutboxMessage.objects.filter(key="trace bad").exists()
    assert OutboxMessage.objects.filter(key="trace good").exists()


@pytest.mark.django_db
def test_an_error_of_the_database_is_undone_too() -> None:
    @subscribe("t")
    def twice(payload: dict[str, Any]) -> None:
        for _turn in range(2):
            OutboxMessage.objects.create(topic="t", key="same", payload={})

    put("bad")
    assert drain(1) == 1
    assert IntegrityError.__name__ in OutboxMessage.objects.get(key="bad").last_error


@pytest.mark.django_db
def test_if_one_of_two_handlers_fails_neither_counts() -> None:
    calls: list[str] = []

    @subscribe("t")
    def first(payload: dict[str, Any]) -> None:
        OutboxMessage.objects.create(topic="t", key="trace", payload={})

    @subscribe("t")
    def second(payload: dict[str, Any]) -> None:
        calls.append("second")
        if len(calls) == 1:
            raise ValueError

    put("a")
    drain(1)
    assert not OutboxMessage.objects.filter(key="trace").exists()
    come_due()
    drain(1)
    assert OutboxMessage.objects.filter(key="trace").exists()
    assert OutboxMessage.objects.get(key="a").last_error == ""


@pytest.mark.django_db
def test_a_topic_without_a_handler_stays_open_and_says_so() -> None:
    put("a", topic="nobody")
    assert drain() == 1
    message = OutboxMessage.objects.get()
    assert message.done_at is None
    assert "NoHandlerError" in message.last_error


def test_delays_double_up_to_an_hour() -> None:
    seconds = [delivery.delay_after(n).total_seconds() for n in (1, 2, 3, 9, 10, 1000)]
    assert seconds == [10, 20, 40, 2560, 3600, 3600]


@pytest.mark.django_db
def test_a_message_waits_for_its_time_and_the_limit_is_kept(seen: Seen) -> None:
    for key in "abc":
        put(key)
    later = timezone.now() + datetime.timedelta(minutes=1)
    OutboxMessage.objects.filter(key="a").update(next_attempt_at=later)
    assert drain(1) == 1
    assert drain() == 1
    assert {message["key"] for message in seen} == {"b", "c"}


@pytest.mark.django_db
def test_the_task_drains_more_than_one_batch(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    for key in "abcde":
        put(key)
    assert tasks.drain_outbox() == 5
    assert len(seen) == 5


@pytest.mark.django_db
def test_what_was_delivered_long_ago_is_removed_and_nothing_else(seen: Seen) -> None:
    for key in ("old", "young", "open"):
        put(key)
    now = timezone.now()
    for key, days in (("old", 31), ("young", 29)):
        done = now - datetime.timedelta(days=days)
        OutboxMessage.objects.filter(key=key).update(done_at=done)
    OutboxMessage.objects.update(created_at=now - datetime.timedelta(days=400))
    assert tasks.remove_delivered() == 1
    assert set(OutboxMessage.objects.values_list("key", flat=True)) == {"young", "open"}


def test_the_heartbeat_is_seen_in_the_cache() -> None:
    tasks.heartbeat()
    assert cache.get("worker-heartbeat")


@pytest.fixture
def slow_world(
    transactional_db: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[threading.Event]:
    release = threading.Event()
    yield release
    release.set()


def test_two_workers_share_the_rows_and_none_is_delivered_twice(
    slow_world: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.drain_outbox, "apply_async", lambda **kwargs: None)
    holding = threading.Event()
    got: list[str] = []

    @subscribe("t")
    def slow_first(payload: dict[str, Any]) -> None:
        if payload["key"] == "a":
            holding.set()
            assert slow_world.wait(10)
        got.append(payload["key"])

    def work() -> None:
        drain()
        connection.close()

    for key in "abc":
        put(key)
    first = threading.Thread(target=work)
    first.start()
    assert holding.wait(10)
    assert drain() == 2
    assert got == ["b", "c"]
    slow_world.set()
    first.join(10)
    assert got == ["b", "c", "a"]
    assert not OutboxMessage.objects.filter(done_at__isnull=True).exists()
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}
