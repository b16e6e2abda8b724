"""A recorded case as the input that would make it."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from cases.inputs import CHILDREN, ROWS, CaseInput
from cases.models import Case

# What rows point at, fetched with them.
_RELATED = {"officers": "person", "bases": "law"}


def input_of(
    case: Case, *, sections: Collection[str] = CHILDREN, loaded: bool = False
) -> CaseInput:
    """Everything recorded of a case, identifiers in clear: for services and forms of
    the owner, never for showing. Rows of other than these sections are left out.
    `loaded` says that the case came with its rows and what they point at."""
    values: dict[str, Any] = {
        field.name: getattr(case, field.name)
        for field in fields(CaseInput)
        if field.name not in ROWS
    }
    values["missing"] = tuple(case.missing)
    for name in sections:
        kind = ROWS[name]
        names = [field.name for field in fields(kind)]
        rows = getattr(case, name).all()
        if name in _RELATED and not loaded:
            rows = rows.select_related(_RELATED[name])
        values[name] = tuple(kind(**{n: getattr(row, n) for n in names}) for row in rows)
    return CaseInput(**values)
