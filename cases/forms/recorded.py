"""A recorded case as if somebody had just typed it, for the page that corrects it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from cases.forms.entry import EntryForm
from cases.forms.main import CaseForm
from cases.forms.reading import shown_basis
from cases.forms.sections import ROW_SETS
from cases.forms.typed import Row, Typed, blank, plain, rows_of, with_rows
from cases.inputs import CaseInput, OfficerInput, PartyInput
from core.masking import mask_id, mask_phone


def typed_of(data: CaseInput) -> Typed:
    """What the form of this case shows. Identifiers and phones aren't among it."""
    names = set(CaseForm.base_fields) - {"matter", "matter_text"}
    typed = {name: plain(getattr(data, name)) for name in names}
    if data.matter:
        typed |= {"matter": data.matter.code, "matter_text": data.matter.name}
    typed = {name: value for name, value in typed.items() if value}
    for prefix in ROW_SETS:
        rows = [_row(prefix, row) for row in getattr(data, prefix)]
        typed = with_rows(typed, prefix, rows)
    return typed


def _row(prefix: str, recorded: Any) -> Row:
    values: Mapping[str, Any] = vars(recorded)
    if isinstance(recorded, PartyInput):
        values = asdict(replace(recorded, identifier="", phone=""))
    elif isinstance(recorded, OfficerInput):
        values = {**values, "person": recorded.person.pk if recorded.person else ""}
    elif prefix == "bases":
        values = {**values, "citation": shown_basis(recorded)}
    return {name: plain(values.get(name)) for name in ROW_SETS[prefix].form.base_fields}


def carried_over(officers: Iterable[OfficerInput], *, source: str, procedure: str) -> Typed:
    """A blank form with what the next case of a pile has in common with the last."""
    rows = [_row("officers", replace(officer, id=None)) for officer in officers]
    typed = {**blank(), "source": source, "procedure": procedure}
    return with_rows(typed, "officers", rows) if rows else typed


def show_masks(form: EntryForm, current: CaseInput) -> None:
    """Say in the empty fields what is recorded, masked: typing replaces it."""
    recorded = {plain(party.id): party for party in current.parties}
    for row, fields in zip(rows_of(form.typed, "parties"), form.rows["parties"].forms, strict=True):
        party = recorded.get(row["id"])
        if party and party.identifier:
            fields.fields["identifier"].widget.attrs["placeholder"] = mask_id(party.identifier)
        if party and party.phone:
            fields.fields["phone"].widget.attrs["placeholder"] = mask_phone(party.phone)
