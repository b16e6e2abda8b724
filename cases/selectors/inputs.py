"""A recorded case as the input that would make it."""

from dataclasses import fields
from typing import Any

from cases.inputs import (
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


def input_of(case: Case) -> CaseInput:
    """Everything recorded of a case, identifiers in clear: for services and forms of
    the owner, never for showing."""
    values: dict[str, Any] = {
        field.name: getattr(case, field.name)
        for field in fields(CaseInput)
        if field.name not in _TYPES
    }
    values["missing"] = tuple(case.missing)
    for name, kind in _TYPES.items():
        names = [field.name for field in fields(kind)]
        rows = getattr(case, name).all()
        values[name] = tuple(kind(**{n: getattr(row, n) for n in names}) for row in rows)
    return CaseInput(**values)
