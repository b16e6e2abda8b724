"""Thresholds of offences: what ships, brought to the table as it stands in the file."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cases.models import Charge, Threshold
from cases.parsing.reference import DATA
from core.clock import current_day
from core.reference import Say

_FIELDS = [
    "charge_id", "alternative", "measure", "value", "up_to", "span_months", "words", "without",
    "source", "effective_from", "effective_to", "certainty", "note",
]  # fmt: skip


def read_thresholds() -> Iterator[dict[str, Any]]:
    """The rows of the file; `charge` by its name."""
    with (DATA / "thresholds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                **row,
                "version": int(row["version"]),
                "alternative": int(row["alternative"]),
                "value": Decimal(row["value"]),
                "up_to": Decimal(row["up_to"]) if row["up_to"] else None,
                "span_months": int(row["span_months"]) if row["span_months"] else None,
                "effective_from": date.fromisoformat(row["effective_from"]),
                "effective_to": _day(row["effective_to"]),
            }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_thresholds(say: Say) -> None:
    """The thresholds that ship. Those set here are never touched; one that has left the file stays
    for the cases that were held against it, and doesn't apply any more.
    """
    charges = Charge.objects.in_bulk(field_name="name")
    held = {
        (row.key, row.province, row.version): row for row in Threshold.objects.filter(is_own=False)
    }
    changed: list[Threshold] = []
    for values in read_thresholds():
        charge = charges[values.pop("charge")]
        row = Threshold(charge=charge, **values)
        old = held.pop((row.key, row.province, row.version), None)
        if old is None or any(getattr(old, n) != getattr(row, n) for n in _FIELDS):
            changed.append(row)
    Threshold.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["key", "province", "version", "is_own"],
        update_fields=_FIELDS,
    )
    gone = [row.pk for row in held.values() if row.effective_to is None]
    Threshold.objects.filter(pk__in=gone).update(effective_to=current_day() - timedelta(days=1))
    say(f"thresholds: {len(changed)} written, {len(gone)} ended")
