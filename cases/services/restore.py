"""A case is set back to what it was before one change."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db.models import Field, ForeignKey, Model

from cases.inputs import ROWS, CaseInput
from cases.models import Case
from cases.services.children import MODELS


def input_before(case: Case, before: str) -> CaseInput:
    """What a revision kept (cases.services.correct.snapshot), as the input that makes it again.

    Rows that are still there keep their ids; what was removed since comes back as new rows.
    """
    kept: dict[str, Any] = json.loads(before)
    values = {
        field.name: _value(Case, field.name, kept[field.name])
        for field in fields(CaseInput)
        if field.name in kept and field.name not in ROWS
    }
    for name, rows in ROWS.items():
        there = {row.pk for row in getattr(case, name).all()}
        names = [field.name for field in fields(rows) if field.name != "id"]
        values[name] = tuple(
            rows(
                id=row["id"] if row["id"] in there else None,
                **{n: _value(MODELS[name], n, row.get(n)) for n in names},
            )
            for row in kept.get(name, ())
        )
    return CaseInput(**values, missing=_missing(values))


def _value(model: type[Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        return field.related_model._default_manager.get(pk=value)
    return field.to_python(value) if isinstance(field, Field) else value


def _missing(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What has to be completed, by what isn't there."""
    without = []
    if any(not party.name for party in values["parties"]):
        without.append("party_name")
    if values.get("outcome") and not values.get("decision_number"):
        without.append("decision_number")
    return tuple(without)
