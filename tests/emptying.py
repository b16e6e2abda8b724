"""Emptying the tables after a test that really committed."""

from collections.abc import Callable

import pgtrigger
from django.core.management import CommandError
from django.db import OperationalError, connection

ATTEMPTS = 5


def empty_tables(flush: Callable[[], object]) -> None:
    """Run Django's emptying; nothing still on its way may stand against it.

    A request that a closed browser left behind in the live server, or a thread of a test,
    may hold a table or come for it just now: its session is ended, and a deadlock that
    falls on us is tried again.
    """
    for attempt in range(1, ATTEMPTS + 1):
        end_other_sessions()
        try:
            with pgtrigger.ignore():
                flush()
        except (CommandError, OperationalError):  # Django's command wraps what the server says
            if attempt == ATTEMPTS:
                raise
            connection.close()
        else:
            return


def end_other_sessions() -> None:
    """End every other session in this run's own database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
