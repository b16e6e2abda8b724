"""Rows with a key that comes once: added where it isn't there yet, in one statement."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Model

from inbox.models import Notice, Todo

Row = TypeVar("Row", Todo, Notice)


def add_new(rows: Sequence[Row]) -> list[Row]:
    """Add the rows whose key isn't taken, and return these with their ids.

    Django's own bulk_create doesn't tell which rows it left out. In the order of their keys,
    so that two who add the same never wait in a circle.
    """
    if not rows:
        return []
    wanted = {row.key: row for row in sorted(rows, key=lambda row: row.key)}
    table, columns = _columns(type(rows[0]))
    places = f"({', '.join(['%s'] * len(columns))})"
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608  (our columns)
        f" VALUES {', '.join([places] * len(wanted))}"
        " ON CONFLICT (key) DO NOTHING RETURNING id, key"
    )
    values = [getattr(row, name) for row in wanted.values() for name in columns.values()]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        given: list[tuple[int, str]] = cursor.fetchall()
    for pk, key in given:
        wanted[key].pk = pk
        wanted[key]._state.adding = False
    return [wanted[key] for _pk, key in sorted(given)]


def _columns(model: type[Model]) -> tuple[str, dict[str, str]]:
    """The table, and the attribute for each column but the id."""
    fields = (field for field in model._meta.concrete_fields if not field.primary_key)
    return model._meta.db_table, {field.column or field.attname: field.attname for field in fields}
