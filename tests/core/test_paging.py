"""Keyset pages against plain slices of the same list."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as tune
from hypothesis import strategies as st

from core.models import OutboxMessage
from core.paging import BadCursor, Page, keyset_page

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
Rows = list[tuple[int, int | None, int]]
ORDERS = [
    ["id"],
    ["-id"],
    ["attempts", "id"],
    ["-attempts", "id"],
    ["done_at", "-id"],
    ["-done_at", "attempts", "id"],
    ["attempts", "-done_at", "-next_attempt_at", "id"],
    ["-next_attempt_at", "pk"],
]
rows = st.lists(
    st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2), st.integers(0, 2)), max_size=12
)


def fill(given_rows: Rows) -> None:
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            topic="t",
            key=str(number),
            payload={},
            attempts=attempts,
            done_at=None if done is None else START + datetime.timedelta(microseconds=done),
            next_attempt_at=START + datetime.timedelta(days=due),
        )
        for number, (attempts, done, due) in enumerate(given_rows)
    )


def walk(
    order: list[str], size: int, cursor: str | None, step: Callable[[Page[Any]], str | None]
) -> list[Page[OutboxMessage]]:
    pages = [keyset_page(OutboxMessage.objects.all(), order=order, cursor=cursor, size=size)]
    while (following := step(pages[-1])) is not None:
        pages.append(
            keyset_page(OutboxMessage.objects.all(), order=order, cursor=following, size=size)
        )
    return pages


@tune(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, order=st.sampled_from(ORDERS), size=st.integers(1, 5))
def test_pages_forward_and_back_are_slices_of_the_list(
    db: None, rows: Rows, order: list[str], size: int
) -> None:
    with transaction.atomic():
        fill(rows)
        wanted = list(OutboxMessage.objects.order_by(*order))
        slices = [wanted[i : i + size] for i in range(0, len(wanted), size)] or [[]]
        forward = walk(order, size, None, lambda page: page.next_cursor)
        assert [page.items for page in forward] == slices
        assert forward[0].previous_cursor is None
        if len(forward) > 1:
            backward = walk(
                order, size, forward[-1].previous_cursor, lambda page: page.previous_cursor
            )
            assert [page.items for page in reversed(backward)] == slices[:-1]
            assert all(page.next_cursor for page in backward)
        transaction.set_rollback(True)


def test_a_cursor_outlives_its_row_and_rows_that_come_later() -> None:
    fill([(0, None, 0)] * 6)
    first = keyset_page(OutboxMessage.objects.all(), order=["id"], cursor=None, size=3)
    rest = list(OutboxMessage.objects.order_by("id")[3:])
    first.items[-1].delete()
    second = keyset_page(
        OutboxMessage.objects.all(), order=["id"], cursor=first.next_cursor, size=3
    )
    assert second.items == rest


def test_it_pages_annotations_and_dicts() -> None:
    fill([(2, None, 0), (1, None, 0), (0, None, 0)])
    queryset = OutboxMessage.objects.values("id", "attempts")
    page = keyset_page(queryset, order=["attempts", "id"], cursor=None, size=2)
    assert [row["attempts"] for row in page.items] == [0, 1]
    page = keyset_page(queryset, order=["attempts", "id"], cursor=page.next_cursor, size=2)
    assert [row["attempts"] for row in page.items] == [2]


def cursor_of(order: list[str]) -> str:
    fill([(0, None, 0)] * 3)
    page = keyset_page(OutboxMessage.objects.all(), order=order, cursor=None, size=1)
    assert page.next_cursor is not None
    return page.next_cursor


def test_it_refuses_an_altered_cursor() -> None:
    cursor = cursor_of(["id"])
    for bad in ("x", cursor[:-1], "A" + cursor, cursor.replace(":", "", 1), "\x00", "é:é"):
        with pytest.raises(BadCursor):
            keyset_page(OutboxMessage.objects.all(), order=["id"], cursor=bad, size=1)


def test_it_refuses_a_cursor_of_another_order() -> None:
    cursor = cursor_of(["id"])
    with pytest.raises(BadCursor):
        keyset_page(OutboxMessage.objects.all(), order=["-id"], cursor=cursor, size=1)


@pytest.mark.parametrize("order", [[], ["attempts"], ["id", "done_at"], ["id", "topic__x"]])
def test_it_refuses_an_order_that_does_not_tell_rows_apart(order: list[str]) -> None:
    with pytest.raises(ValueError, match=r"order|column|lead"):
        keyset_page(OutboxMessage.objects.all(), order=order, cursor=None, size=1)


def test_a_page_takes_one_query_and_the_bound_of_its_first_column(
    django_assert_num_queries: Any,
) -> None:
    fill([(1, None, 0)] * 9)
    order = ["-attempts", "-id"]
    first = keyset_page(OutboxMessage.objects.all(), order=order, cursor=None, size=3)
    with django_assert_num_queries(1) as captured:
        keyset_page(OutboxMessage.objects.all(), order=order, cursor=first.next_cursor, size=3)
    assert '"attempts" <= 1' in captured.captured_queries[0]["sql"]


def test_times_keep_their_microseconds() -> None:
    fill([(0, n, 0) for n in range(4)])
    pages = walk(["done_at", "id"], 1, None, lambda page: page.next_cursor)
    assert [page.items[0].done_at for page in pages] == [
        START + datetime.timedelta(microseconds=n) for n in range(4)
    ]
