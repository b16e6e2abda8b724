"""Messages survive processes and databases that end in the middle."""

import datetime as dt
from collections import defaultdict
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from core import delivery, tasks
from core.models import OutboxMessage
from core.outbox import drain, publish, subscribe
from tests.conftest import MovedClock

Seen = list[str]


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_handlers", defaultdict(list))
    monkeypatch.setattr(delivery, "_outside", set())
    monkeypatch.setattr(tasks.drain_outbox, "apply_async", lambda **kwargs: None)


@pytest.fixture
def seen() -> Seen:
    got: Seen = []
    subscribe("t")(lambda payload: got.append(payload["key"]))
    return got


def put(*keys: str, topic: str = "t") -> None:
    for key in keys:
        with transaction.atomic():
            publish(topic=topic, key=key, payload={"key": key})


def come_due() -> None:
    OutboxMessage.objects.update(next_attempt_at=timezone.now())


def dies(payload: dict[str, Any]) -> None:
    """As a killed process: nothing of ours gets to see it. What it wrote is gone."""
    OutboxMessage.objects.create(topic="t", key=f"trace of {payload['key']}", payload={})
    raise KeyboardInterrupt


def cut_off(payload: dict[str, Any]) -> None:
    """The database loses this session, as it does when it is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def report(*arguments: str) -> str:
    out = StringIO()
    call_command("outbox", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_one_that_kills_its_process_comes_after_the_others_the_next_time(seen: Seen) -> None:
    subscribe("deadly")(dies)
    put("bad", topic="deadly")
    put("good")
    with pytest.raises(KeyboardInterrupt):
        drain()
    assert drain() == 1
    assert seen == ["good"]
    bad = OutboxMessage.objects.get(key="bad")
    assert (bad.attempts, bad.done_at) == (1, None)
    assert bad.next_attempt_at > timezone.now()
    assert not OutboxMessage.objects.filter(key="trace of bad").exists()


@pytest.mark.django_db(transaction=True)
def test_the_operator_sees_which_message_killed_its_process() -> None:
    subscribe("deadly")(dies)
    put("bad", topic="deadly")
    for _turn in range(2):
        with pytest.raises(KeyboardInterrupt):
            drain()
        come_due()
    assert "1 failing, tried up to 2 times" in report()
    assert "bad, again at" in report()
    assert "The process that handled it ended." in report()
    delivery._handlers["deadly"] = [lambda payload: None]
    drain()
    assert OutboxMessage.objects.get().last_error == ""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_slept_past_the_pause_leaves_the_message_to_the_next(seen: Seen) -> None:
    put("a")
    slow = delivery._claim()
    assert slow
    come_due()
    assert drain() == 1
    delivery._handle(slow)
    assert seen == ["a"]
    assert OutboxMessage.objects.get().attempts == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_slept_past_the_pause_takes_nothing_from_the_next(seen: Seen) -> None:
    put("a")
    slow, quick = delivery._claim(), None
    come_due()
    quick = delivery._claim()
    assert slow
    assert quick
    delivery._handle(slow)
    assert seen == []
    delivery._handle(quick)
    assert seen == ["a"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_is_not_the_fault_of_the_message(seen: Seen) -> None:
    subscribe("cut")(cut_off)
    put("a", topic="cut")
    put("b")
    with pytest.raises((InterfaceError, OperationalError)):
        drain()
    connection.close()
    assert drain() == 1
    assert seen == ["b"]
    message = OutboxMessage.objects.get(key="a")
    assert (message.attempts, message.last_error) == (1, "")


@pytest.mark.django_db
def test_the_operator_sees_what_waits_and_has_it_tried_again(seen: Seen) -> None:
    assert report() == "Nothing waits.\n"
    put("a", "b", topic="nobody")
    drain(1)
    assert "nobody: 2 waiting" in report()
    assert "1 failing, tried up to 1 times" in report()
    assert "NoHandlerError" in report()
    drain(1)
    assert drain() == 0
    subscribe("nobody")(lambda payload: None)
    assert "2 failing messages will be tried" in report("--retry")
    assert drain() == 2
    assert report() == "Nothing waits.\n"


@pytest.mark.django_db
def test_the_oldest_message_is_found_whatever_its_turn() -> None:
    assert delivery.oldest_open() is None
    now = timezone.now()
    for key, age in (("old", 30), ("older", 40), ("oldest, done", 50)):
        put(key)
        written = now - dt.timedelta(minutes=age)
        OutboxMessage.objects.filter(key=key).update(created_at=written)
    OutboxMessage.objects.filter(key="oldest, done").update(done_at=now)
    later = now + dt.timedelta(hours=1)
    OutboxMessage.objects.filter(key="older").update(next_attempt_at=later)
    assert delivery.oldest_open() == now - dt.timedelta(minutes=40)


@pytest.mark.django_db
def test_what_goes_outside_keeps_no_worker_from_the_rest(seen: Seen) -> None:
    sent: Seen = []
    subscribe("far", outside=True)(lambda payload: sent.append(payload["key"]))
    put("letter", topic="far")
    put("a")
    assert drain() == 1
    assert (seen, sent) == (["a"], [])
    assert tasks.drain_outside() == 1
    assert (seen, sent) == (["a"], ["letter"])


@pytest.mark.django_db(transaction=True)
def test_one_run_at_a_time_speaks_to_other_machines() -> None:
    subscribe("far", outside=True)(lambda payload: None)
    put("letter", topic="far")
    other = connection.copy()
    key = [tasks._OUTSIDE_LOCK]
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", key)
        assert tasks.drain_outside() == 0
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)
    other.close()
    assert tasks.drain_outside() == 1
    assert tasks.drain_outside() == 0


@pytest.mark.django_db
def test_a_moved_clock_delays_no_delivery(seen: Seen, moved_clock: MovedClock) -> None:
    put("before")
    moved_clock.ahead(days=30)
    put("after")
    assert drain() == 2
    moved_clock.ahead()
    put("back")
    assert drain() == 1
    assert seen == ["before", "after", "back"]


@pytest.mark.django_db
def test_what_was_delivered_is_removed_in_portions(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_REMOVED_AT_ONCE", 2)
    put("a", "b", "c", "d", "e")
    drain()
    assert delivery.remove_delivered(before=timezone.now()) == 5
