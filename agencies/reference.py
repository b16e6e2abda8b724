"""Loads the divisions of GB/T 2260; `manage.py load_reference divisions` may be repeated."""

import csv
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from agencies.models import Region
from core.reference import Say, register

SOURCE = Path(__file__).parent / "data" / "divisions.csv"
_FIELDS = ["name", "full_name", "level", "parent", "valid_to"]


_kept: list[Callable[[], Collection[str]]] = []


def keep(codes: Callable[[], Collection[str]]) -> None:
    """Let an app say which codes are kept by other means, and not overwritten from the file."""
    _kept.append(codes)


def read_divisions(source: Path = SOURCE) -> list[Region]:
    """The divisions in the file, those above before those below."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: (int(row["level"]), row["code"]))
    full_names: dict[str, str] = {}
    regions = []
    for row in rows:
        above = full_names.get(row["parent_code"], "")
        full_names[row["code"]] = above + row["name"]
        regions.append(
            Region(
                code=row["code"],
                name=row["name"],
                full_name=full_names[row["code"]],
                level=int(row["level"]),
                parent_id=row["parent_code"] or None,
                valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
            )
        )
    return regions


def load_divisions(say: Say) -> None:
    """Insert or update every division of the file. None is deleted: agencies point at them."""
    kept = {code for codes in _kept for code in codes()}
    regions = [region for region in read_divisions() if region.code not in kept]
    Region.objects.bulk_create(
        regions,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_FIELDS,
    )
    say(f"{len(regions)} divisions")


register("divisions", load_divisions)
