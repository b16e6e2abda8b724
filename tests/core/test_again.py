"""What PostgreSQL breaks up for the sake of another transaction is begun again."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction

from core import again
from core.again import begun_again, broken_up

Work = Callable[[tuple[int, int]], int]


def crosswise(work: Work) -> list[int | OperationalError]:
    """What two calls give that take two locks, each in the other's order."""

    def one(locks: tuple[int, int]) -> int | OperationalError:
        try:
            return work(locks)
        except OperationalError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, [(1, 2), (2, 1)]))


def taking_locks() -> Work:
    """Takes both locks, the second when the other call has its first; says how often it began."""
    met, begun = threading.Barrier(2), threading.local()

    @transaction.atomic
    def take(locks: tuple[int, int]) -> int:
        begun.times = getattr(begun, "times", 0) + 1
        with connection.cursor() as cursor:
            for lock in locks:
                cursor.execute("SELECT pg_advisory_xact_lock(77, %s)", [lock])
                with suppress(threading.BrokenBarrierError):
                    met.wait(timeout=1)
        times: int = begun.times
        return times

    return take


def test_of_two_that_wait_crosswise_one_is_broken_up(committed: None) -> None:
    told = crosswise(taking_locks())
    [error] = [each for each in told if isinstance(each, OperationalError)]
    assert broken_up(error)


def test_it_begins_again_and_both_are_through(committed: None) -> None:
    assert sorted(crosswise(begun_again(taking_locks()))) == [1, 2]  # type: ignore[type-var]  # ints


def test_another_failure_of_the_database_is_told_at_once(committed: None) -> None:
    calls = []

    @begun_again
    def fails() -> None:
        calls.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 10")
            cursor.execute("SELECT pg_sleep(1)")

    with pytest.raises(OperationalError) as told:
        transaction.atomic(fails)()
    assert not broken_up(told.value)
    assert len(calls) == 1


def test_within_another_transaction_only_the_outer_one_begins_again(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    @begun_again
    def inner() -> None:
        calls.append("inner")
        with connection.cursor() as cursor:
            cursor.execute(_SERIALIZATION_FAILURE)

    @begun_again
    @transaction.atomic
    def outer() -> None:
        calls.append("outer")
        inner()

    with pytest.raises(OperationalError):
        outer()
    assert calls == ["outer", "inner"] * again._TIMES


_SERIALIZATION_FAILURE = """
DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = 'serialization_failure'; END $$
"""
