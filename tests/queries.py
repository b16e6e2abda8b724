"""Counting queries as production sees them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def real_queries() -> Iterator[list[str]]:
    """The statements run inside, without savepoints (outside tests the outermost is BEGIN)."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"].split('"')[0]
    ]
