"""What the columns of a file are taken for: known headings, and what the agency said before."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Person
from cases.importing.reasons import refusal
from cases.importing.sheets import Table
from cases.importing.tables import Cell, filled, find_header, headings_at
from cases.models import ImportMapping
from cases.parsing.fold import in_chinese, squeeze
from cases.parsing.headings import LEFT_OUT, ONLY_CHECKED, Column, column_of, is_passed_over
from core.limited import Unreadable

_SAMPLES = 3
_PLAIN_BELOW = 1e15
# Older files than these teach nothing about a new one.
_LOOKED_THROUGH = 30
# Without one of each group every single row would be refused.
NEEDED: tuple[tuple[Column, ...], ...] = (
    (Column.DECIDED_ON,),
    (Column.KINDS,),
    (Column.BASIS,),
    (Column.CASE_NAME, Column.VIOLATION_TYPE, Column.FACTS),
)


def shown(cell: Cell) -> str:
    """A cell as a spreadsheet shows it: 1, not 1.0."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _PLAIN_BELOW:
        return str(int(cell))
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class Layout:
    """A table with its heading row: `last_row` is the last row that headings take."""

    table: Table
    header_row: int
    last_row: int
    headings: list[str]

    def samples(self, index: int) -> list[str]:
        """Some values of a column, the first that differ."""
        values = [
            shown(cells[index])
            for number, cells in self.table["top"]
            if number > self.last_row and index < len(cells) and filled(cells[index])
        ]
        return list(dict.fromkeys(values))[:_SAMPLES]

    def preview(self, below: int) -> list[tuple[int, list[str]]]:
        """The first rows as text, so many of them below the headings."""
        above = sum(number <= self.last_row for number, _cells in self.table["top"])
        rows = self.table["top"][: above + below]
        return [(number, [shown(cell) for cell in cells]) for number, cells in rows]

    @property
    def body(self) -> list[tuple[int, list[Cell]]]:
        """The first rows below the headings."""
        return [row for row in self.table["top"] if row[0] > self.last_row]


@dataclass(frozen=True)
class Suggestion:
    """`fields` by position; `remembered`: the agency confirmed a file like this one;
    `unknown`: positions with values that nobody can place."""

    fields: list[str]
    remembered: bool
    unknown: list[int]


def layout_of(table: Table, header_row: int | None = None) -> Layout:
    """The layout with the headings found, or in the row that the clerk points at.

    Raises ValidationError for a row that isn't among the first or holds nothing.
    """
    top = table["top"]
    index = find_header(top) if header_row is None else None
    if header_row is not None:
        index = next((i for i, row in enumerate(top) if row[0] == header_row), None)
    if index is None:
        raise ValidationError({"header_row": _("没有这一行，请填写预览中的行号。")})
    headings, last = headings_at(top, index)
    if not any(headings):
        raise ValidationError({"header_row": _("第 %d 行是空行，不能作为标题行。") % top[index][0]})
    return Layout(table, top[index][0], last, headings)


def fingerprint_of(headings: Sequence[str]) -> str:
    """What two files with the same headings in the same order have in common."""
    plain = [squeeze(heading) for heading in headings]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def suggest(agency_id: int, layout: Layout) -> Suggestion:
    """What the columns are most likely."""
    headings = layout.headings
    earlier = list(ImportMapping.objects.filter(agency=agency_id)[:_LOOKED_THROUGH])
    fingerprint = fingerprint_of(headings)
    same = next((m for m in earlier if m.fingerprint == fingerprint), None)
    if same and len(same.fields) == len(headings):
        return Suggestion(list(same.fields), remembered=True, unknown=[])
    said = {
        squeeze(heading): name
        for mapping in reversed(earlier)
        for heading, name in zip(mapping.headings, mapping.fields, strict=False)
        if heading
    }
    fields: list[str] = []
    unknown: list[int] = []
    for index, heading in enumerate(headings):
        column = column_of(heading)
        name = said.get(squeeze(heading), "") or (column.value if column else "")
        if name in fields:
            name = ""
        fields.append(name)
        passed = is_passed_over(heading) or squeeze(heading) in said
        if not name and not passed and layout.samples(index):
            unknown.append(index)
    return Suggestion(fields, remembered=False, unknown=unknown)


def faults_of(headings: Sequence[str], fields: Sequence[str]) -> list[str]:
    """What keeps these columns from being read: one taken twice, one that is needed missing."""
    said = []
    for name, times in Counter(filter(None, fields)).items():
        if times > 1:
            which = [
                h or _("（无标题）") for h, f in zip(headings, fields, strict=True) if f == name
            ]
            said.append(
                _("%(columns)s都对应“%(field)s”，请只保留一列。")
                % {
                    "columns": _("、").join(_("“%s”") % heading for heading in which),
                    "field": Column(name).label,
                }
            )
    if missing := missing_of(fields):
        said.append(_("没有%s列，不能登记。请指出是哪一列。") % _("、").join(missing))
    return said


def missing_of(fields: Sequence[str]) -> list[str]:
    """The columns without which no row can be recorded, in words."""
    return [
        _("或").join(_("“%s”") % in_chinese(column.label) for column in either)
        for either in NEEDED
        if not set(fields) & {column.value for column in either}
    ]


def check_formulas(layout: Layout, fields: Sequence[str]) -> None:
    """Raise ValidationError when a cell that counts is a formula."""
    passed = set(layout.table["passed"])
    for index, rows in layout.table["formulas"].items():
        name = fields[int(index)] if int(index) < len(fields) else ""
        below = [row for row in rows if row > layout.last_row and row not in passed]
        if below and name and Column(name) not in LEFT_OUT:
            heading = layout.headings[int(index)]
            detail = _("“%(heading)s”列第 %(row)d 行") % {"heading": heading, "row": below[0]}
            raise refusal(Unreadable("formulas", detail))


def remember(actor: Person, headings: Sequence[str], fields: Sequence[str]) -> None:
    """Keep what a clerk of the agency said of a file with these headings."""
    ImportMapping.objects.update_or_create(
        agency=actor.agency,
        fingerprint=fingerprint_of(headings),
        defaults={
            "headings": list(headings),
            "fields": list(fields),
            "person": actor,
            "used_at": timezone.now(),
        },
    )


def use_of(column: Column | None) -> str:
    """What becomes of a column: "taken", "checked" or "left"."""
    if column is None or column in LEFT_OUT:
        return "left"
    return "checked" if column in ONLY_CHECKED else "taken"
