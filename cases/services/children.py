"""The rows that hang on a case: made, corrected and removed from a CaseInput."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from cases.services.identities import link_parties
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


def create_children(cases: Iterable[tuple[Case, CaseInput]]) -> None:
    """Write the rows of new cases, one INSERT per kind."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for case, data in cases:
        for model, new in child_rows(case, data):
            by_model[model] += new
    for model, new in by_model.items():
        _link(new)
        model._default_manager.bulk_create(new)


def _link(rows: Sequence[Model]) -> None:
    if parties := [row for row in rows if isinstance(row, Party)]:
        link_parties(parties)


def sync_children(cases: Sequence[tuple[Case, CaseInput]]) -> dict[int, list[str]]:
    """Make the rows be what the inputs say; gives the kinds that changed by case.

    The rows of the cases are loaded already; afterwards they count as not loaded. Raises
    ValidationError for an id that isn't a row of its case.
    """
    changed: dict[int, list[str]] = {case.pk: [] for case, _data in cases}
    for name, model in MODELS.items():
        sync = _Sync(model)
        for case, data in cases:
            if sync.take(case, getattr(case, name).all(), getattr(data, name)):
                changed[case.pk].append(name)
        sync.write()
    for case, _data in cases:
        vars(case).pop("_prefetched_objects_cache", None)
    return changed


def _but_identity(party: Party) -> list[str]:
    names = (field.name for field in party._meta.concrete_fields if not field.primary_key)
    return [name for name in names if name != "identity"]


class _Sync:
    """The changes of one kind of rows of many cases."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.new: list[Model] = []
        self.changed: list[Model] = []
        self.gone: list[int] = []

    def take(self, case: Case, present: Iterable[Model], rows: Iterable[Any]) -> bool:
        """Note what has to be done for one case; whether there is anything."""
        there = {row.pk: row for row in present}
        before = len(self.new) + len(self.changed) + len(self.gone)
        for row in rows:
            values = _values(row)
            if row.id is None:
                self.new.append(self.model(case=case, **values))
                continue
            if row.id not in there:
                raise ValidationError(_("要更正的内容已不存在，请刷新后重试。"))
            old = there.pop(row.id)
            if any(getattr(old, key) != value for key, value in values.items()):
                for key, value in values.items():
                    setattr(old, key, value)
                self.changed.append(old)
        self.gone += there
        return len(self.new) + len(self.changed) + len(self.gone) > before

    def write(self) -> None:
        """One statement for all new rows, one for all that go, one for each that changed."""
        held = {row.pk: row.identity_id for row in self.changed if isinstance(row, Party)}
        # New and changed ones at once: identities are opened in one order, or two writers
        # would wait crosswise.
        _link([*self.changed, *self.new])
        for row in self.changed:
            if isinstance(row, Party) and row.identity_id == held[row.pk]:
                # Somebody may have merged or split it since it was read: that stands.
                row.save(update_fields=_but_identity(row))
            else:
                row.save()
        if self.gone:
            self.model._default_manager.filter(pk__in=self.gone).delete()
        if self.new:
            self.model._default_manager.bulk_create(self.new)
