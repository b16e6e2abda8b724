"""Kept values read again."""

import datetime as dt
from typing import Any


def day_in(value: Any) -> dt.date | dt.datetime | None:
    """A kept day or moment; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        return dt.datetime.fromisoformat(value) if "T" in value else dt.date.fromisoformat(value)
    except ValueError:
        return None
