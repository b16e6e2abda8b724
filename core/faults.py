"""Errors told without what the database quotes: "Failing row contains (…)" holds whole persons."""

import copy
import logging
import traceback
from collections.abc import Iterator

from django.db import Error


def describe(error: BaseException) -> str:
    """Type and text of an error; of one of the database its type and what was violated."""
    if not _quotes_rows(error):
        return f"{type(error).__name__}: {error}"
    violated = (_violated(each) for each in _chain(error))
    return f"{type(error).__name__}: {next(filter(None, violated), 'text left out')}"


def _violated(error: BaseException) -> str:
    """The constraint, else the column or SQLSTATE of an error of psycopg; "" when there is none."""
    diag = getattr(error, "diag", None)
    if diag is None:
        return ""
    names = (diag.constraint_name, diag.column_name, diag.sqlstate)
    return next((str(name) for name in names if name), "")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that led to it, as far as a traceback would show them."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _quotes_rows(error: BaseException) -> bool:
    return any(isinstance(each, Error) for each in _chain(error))


class LineFormatter(logging.Formatter):
    """Keeps where an error of the database arose, and leaves out its text."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not _quotes_rows(error):
            return super().format(record)
        told = copy.copy(record)
        places = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        told.exc_info, told.exc_text = None, f"{places}\n{describe(error)}"
        # Celery writes the error into the message too.
        if isinstance(told.args, dict) and "exc" in told.args:
            told.args = {**told.args, "exc": describe(error), "traceback": ""}
        return super().format(told)
