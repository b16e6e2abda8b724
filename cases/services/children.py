"""The rows that hang on a case: made, corrected and removed from a CaseInput."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from cases.inputs import CaseInput, PartyInput
from cases.models import (
    Case,
    CoerciveMeasure,
    Deferral,
    EvidenceItem,
    ExecutionStep,
    LegalBasis,
    Officer,
    Party,
    Payment,
    Penalty,
    Remedy,
)
from cases.parsing.names import name_initials, name_key
from core.crypto import keyed_hash
from core.identifiers import clean_id_number, clean_uscc

MODELS: dict[str, type[Model]] = {
    "parties": Party,
    "officers": Officer,
    "bases": LegalBasis,
    "penalties": Penalty,
    "evidence": EvidenceItem,
    "measures": CoerciveMeasure,
    "payments": Payment,
    "deferrals": Deferral,
    "steps": ExecutionStep,
    "remedies": Remedy,
}

_CLEAN: dict[str, Callable[[str], str]] = {"uscc": clean_uscc, "id_card": clean_id_number}


def clean_identifier(identifier_type: str, identifier: str) -> str:
    """The identifier in its normal spelling; ValidationError names what is wrong with it."""
    plain = identifier.strip().upper()
    clean = _CLEAN.get(identifier_type)
    return clean(plain) if plain and clean else plain


def identifier_hash(identifier: str) -> str:
    """What two records of the same identifier have in common."""
    return keyed_hash(identifier) if identifier else ""


def _values(row: Any) -> dict[str, Any]:
    values = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "id"}
    if isinstance(row, PartyInput):
        values["identifier"] = clean_identifier(row.identifier_type, row.identifier)
        values["identifier_hash"] = identifier_hash(values["identifier"])
        values["name_key"] = name_key(row.name)
        values["name_initials"] = name_initials(row.name)
    return values


def child_rows(case: Case, data: CaseInput) -> Iterator[tuple[type[Model], list[Model]]]:
    """The rows of a new case by model, not yet written."""
    for name, model in MODELS.items():
        rows: Iterable[Any] = getattr(data, name)
        new = [model(case=case, **_values(row)) for row in rows]
        if new:
            yield model, new


def create_children(case: Case, data: CaseInput) -> None:
    """Write the rows of a new case, one INSERT per kind."""
    for model, new in child_rows(case, data):
        model._default_manager.bulk_create(new)


def sync_children(case: Case, data: CaseInput) -> list[str]:
    """Make the rows be what `data` says; returns the names of the sections that changed.

    Raises ValidationError for an id that isn't a row of this case.
    """
    changed = []
    for name, model in MODELS.items():
        if _sync(case, model, getattr(data, name)):
            changed.append(name)
    return changed


def _sync(case: Case, model: type[Model], rows: Iterable[Any]) -> bool:
    there = {row.pk: row for row in model._default_manager.filter(case=case)}
    new, changed = [], False
    for row in rows:
        values = _values(row)
        if row.id is None:
            new.append(model(case=case, **values))
            continue
        if row.id not in there:
            raise ValidationError(_("要更正的内容已不存在，请刷新后重试。"))
        old = there.pop(row.id)
        if any(getattr(old, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(old, key, value)
            old.save()
            changed = True
    if there:
        model._default_manager.filter(pk__in=list(there)).delete()
    if new:
        model._default_manager.bulk_create(new)
    return bool(changed or there or new)
