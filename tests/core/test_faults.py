"""What the database quotes of a row reaches neither the log nor the outbox."""

import logging
from collections import defaultdict
from typing import Any

import pytest
from celery.app.trace import LOG_FAILURE
from celery.signals import setup_logging
from django.db import Error, connection, transaction

from config import celery as wiring
from config.settings import base
from core import delivery
from core.faults import LineFormatter, describe
from core.models import OutboxMessage
from core.outbox import drain, publish, subscribe

pytestmark = pytest.mark.django_db
NAME = "林望舒"


def insert_twice() -> None:
    """Raise IntegrityError with the row in its text, as PostgreSQL words it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE held (name text CONSTRAINT never_long CHECK (name = ''))")
        cursor.execute("INSERT INTO held VALUES (%s)", [NAME])


def fault(*, wrapped: bool = False) -> BaseException:
    try:
        with transaction.atomic():
            try:
                insert_twice()
            except Error as error:
                if wrapped:
                    raise RuntimeError(f"could not keep {NAME}") from error
                raise
    except (Error, RuntimeError) as error:
        return error
    raise AssertionError


def record_of(error: BaseException, message: str, *args: Any) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__)
    return logging.LogRecord("x", logging.ERROR, "here", 1, message, args, info)


def test_an_error_of_the_database_is_its_type_and_constraint() -> None:
    assert NAME in str(fault())
    assert describe(fault()) == "IntegrityError: never_long"
    assert describe(fault(wrapped=True)) == "RuntimeError: never_long"


def test_other_errors_keep_their_text() -> None:
    assert describe(ZeroDivisionError("why")) == "ZeroDivisionError: why"
    text = LineFormatter().format(record_of(ZeroDivisionError("why"), "failed"))
    assert text == "failed\nZeroDivisionError: why"


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_line_of_the_log_says_where_but_quotes_no_row(wrapped: bool) -> None:
    error = fault(wrapped=wrapped)
    text = LineFormatter().format(record_of(error, "Row %s", 7))
    assert text.startswith("Row 7\n")
    assert "never_long" in text
    assert "test_faults.py" in text
    assert NAME not in text


def test_a_task_that_fails_quotes_no_row_either() -> None:
    error = fault()
    context = {
        "name": "t", "id": "1", "description": "raised unexpected", "exc": repr(error),
        "traceback": str(error), "hostname": "h", "args": (), "kwargs": {}, "internal": False,
    }  # fmt: skip
    text = LineFormatter().format(record_of(error, LOG_FAILURE_FORMAT, context))
    assert "IntegrityError: never_long" in text
    assert NAME not in text


LOG_FAILURE_FORMAT = str(LOG_FAILURE)


def test_web_worker_and_beat_all_log_this_way() -> None:
    assert base.LOGGING["formatters"]["line"]["()"] == "core.faults.LineFormatter"  # type: ignore[index]  # a dict of dicts
    assert wiring.keep_own_logging in [each() for _, each in setup_logging.receivers or ()]


def test_the_outbox_keeps_no_row_of_a_handler_that_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(delivery, "_handlers", defaultdict(list))
    caplog.handler.setFormatter(LineFormatter())
    subscribe("t")(lambda payload: insert_twice())
    with transaction.atomic():
        publish(topic="t", key="a", payload={})
    drain(1)
    assert OutboxMessage.objects.get().last_error == "IntegrityError: never_long"
    assert "Outbox message a (t) failed" in caplog.text
    assert NAME not in caplog.text
