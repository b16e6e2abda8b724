"""A recorded case as the input that would make it."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from cases.inputs import (
    CHILDREN,
    BasisInput,
    CaseInput,
    DeferralInput,
    EvidenceInput,
    MeasureInput,
    OfficerInput,
    PartyInput,
    PaymentInput,
    PenaltyInput,
    RemedyInput,
    StepInput,
)
from cases.models import Case

_TYPES: dict[str, type] = {
    "parties": PartyInput,
    "officers": OfficerInput,
    "bases": BasisInput,
    "penalties": PenaltyInput,
    "evidence": EvidenceInput,
    "measures": MeasureInput,
    "payments": PaymentInput,
    "deferrals": DeferralInput,
    "steps": StepInput,
    "remedies": RemedyInput,
}


# What rows point at, fetched with them.
_RELATED = {"officers": "person", "bases": "law"}


def input_of(case: Case, *, sections: Collection[str] = CHILDREN) -> CaseInput:
    """Everything recorded of a case, identifiers in clear: for services and forms of
    the owner, never for showing. Rows of other than these sections are left out."""
    values: dict[str, Any] = {
        field.name: getattr(case, field.name)
        for field in fields(CaseInput)
        if field.name not in _TYPES
    }
    values["missing"] = tuple(case.missing)
    for name in sections:
        kind = _TYPES[name]
        names = [field.name for field in fields(kind)]
        rows = getattr(case, name).all()
        if name in _RELATED:
            rows = rows.select_related(_RELATED[name])
        values[name] = tuple(kind(**{n: getattr(row, n) for n in names}) for row in rows)
    return CaseInput(**values)
