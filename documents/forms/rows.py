"""The rows of a table in a paper: drawn, read, added and removed, with scripts and without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from documents.kinds import Section

_MOST = 500
# A last column for remarks and the like is the one that needs room.
_SPANS = {1: 6, 2: 3, 3: 2}


class RowForm(forms.Form):
    """One row; every column is text."""

    use_required_attribute = False

    def __init__(self, section: Section, prefix: str, row: Mapping[str, str]) -> None:
        super().__init__(dict_of(prefix, row), prefix=prefix, label_suffix="")
        for name, label in section.columns:
            self.fields[name] = forms.CharField(label=str(label), required=False)

    @property
    def cells(self) -> list[tuple[forms.BoundField, str]]:
        """The fields with the columns of the grid that each takes."""
        span = _SPANS.get(len(self.fields), 2 if len(self.fields) % 3 == 0 else 1)
        return [(bound, f"span-{span}") for bound in self]


@dataclass(frozen=True)
class RowSet:
    """The rows of one table section."""

    section: Section
    prefix: str
    rows: Sequence[RowForm]
    empty_form: RowForm
    fault: str


def dict_of(prefix: str, row: Mapping[str, str]) -> dict[str, str]:
    """A row as the data of its form."""
    return {f"{prefix}-{name}": value for name, value in row.items()}


def prefix_of(section: Section) -> str:
    """The prefix of a section's rows."""
    return f"t_{section.name}"


def row_set(section: Section, rows: Sequence[Mapping[str, str]], fault: str = "") -> RowSet:
    """The rows as they stand in the page; an empty table shows one row to begin with."""
    prefix = prefix_of(section)
    shown = list(rows) or [{}]
    return RowSet(
        section,
        prefix,
        [RowForm(section, f"{prefix}-{number}", row) for number, row in enumerate(shown)],
        RowForm(section, f"{prefix}-__prefix__", {}),
        fault,
    )


def typed_rows(section: Section, data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows that were sent, without those that were removed."""
    prefix = prefix_of(section)
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    count = min(int(total), _MOST) if total.isascii() and total.isdigit() else 0
    removed = data.get("remove", "")
    names = [name for name, _label in section.columns]
    return [
        {name: str(data.get(f"{prefix}-{number}-{name}", "")) for name in names}
        for number in range(count)
        if not data.get(f"{prefix}-{number}-DELETE") and removed != f"{prefix}-{number}"
    ]
