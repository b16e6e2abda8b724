"""How often what must happen once has happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Count:
    """Of `due` things `lost` never happened and `doubled` happened more than once."""

    what: str
    due: int
    lost: int
    doubled: int
    note: str = ""


def compare(what: str, due: set[Any], times: Mapping[Any, int], note: str = "") -> Count:
    """Each of `due` exactly once, and nothing else at all."""
    return Count(
        what,
        due=len(due),
        lost=sum(1 for each in due if not times.get(each)),
        doubled=sum(1 for each, count in times.items() if count > 1 or each not in due),
        note=note,
    )


def tally(sql: str, *values: Any) -> dict[Any, int]:
    """Key → how often, from a query that yields both."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())
