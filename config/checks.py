"""Checks that `migrate` makes of a database before it touches it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def check_character_type(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """The database's character type is UTF-8.

    Under LC_CTYPE=C PostgreSQL makes no trigrams of Chinese text and says
    nothing: searches then read the whole table.
    """
    problems: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
            (character_type,) = cursor.fetchone()
        if not character_type.replace("-", "").lower().endswith("utf8"):
            problems.append(
                Error(
                    f"The character type of database {alias!r} is {character_type}, not UTF-8.",
                    hint="Create it with LC_CTYPE 'C.UTF-8', or Chinese text can't be searched.",
                    id="config.E001",
                )
            )
    return problems
