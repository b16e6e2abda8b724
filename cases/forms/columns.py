"""What each column of an uploaded file is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cases.importing.mapping import Layout
from cases.parsing.headings import LEFT_OUT, Column

_C = Column
_GROUPS = (
    (
        _("文书和案情"),
        (
            *(_C.DECISION_NO, _C.FILE_NO, _C.CASE_NAME, _C.MATTER, _C.VIOLATION_TYPE, _C.FACTS),
            *(_C.CASE_SOURCE, _C.PROCEDURE, _C.FOUND_ON, _C.FILED_ON, _C.CONDUCT_FROM),
            *(_C.CONDUCT_TO, _C.CONDUCT_PLACE, _C.INVOLVED_YUAN, _C.INVOLVED_WAN),
            *(_C.OFFICERS, _C.OFFICER_NOS, _C.EVIDENCE),
        ),
    ),
    (
        _("当事人"),
        (
            *(_C.PARTY_NAME, _C.PARTY_CATEGORY, _C.USCC, _C.ID_TYPE, _C.ID_NO),
            *(_C.LEGAL_REP_NAME, _C.ADDRESS, _C.PHONE, _C.BUSINESS_REG_NO, _C.ORG_CODE),
            *(_C.TAX_NO, _C.INSTITUTION_NO, _C.SOCIAL_ORG_NO),
        ),
    ),
    (
        _("处罚决定"),
        (
            *(_C.DECIDED_ON, _C.KINDS, _C.KINDS_MORE, _C.CONTENT, _C.FINE_WAN, _C.FINE_YUAN),
            *(_C.CONFISCATION_WAN, _C.CONFISCATION_YUAN, _C.TOTAL_YUAN, _C.TOTAL_WAN),
            *(_C.LICENCE, _C.BASIS, _C.VIOLATED),
            *(_C.DISCUSSED, _C.REVIEWED, _C.AGENCY_NAME, _C.AGENCY_USCC),
        ),
    ),
    (
        _("决定以后"),
        (
            *(_C.SERVED_ON, _C.SERVICE_METHOD, _C.PUBLISHED_ON, _C.PUBLISH_UNTIL, _C.PAID_YUAN),
            *(_C.PAID_WAN, _C.PAID_ON, _C.RECEIPT_NO, _C.CLOSED_ON, _C.CLOSING_REASON),
        ),
    ),
)


@dataclass(frozen=True)
class ColumnRow:
    """A column of the file on the page."""

    heading: str
    samples: list[str]
    control: BoundField
    known: bool
    unknown: bool


def _choices() -> list[Any]:
    groups = [(title, [(c.value, c.label) for c in columns]) for title, columns in _GROUPS]
    return [("", _("不导入")), *groups]


class ColumnsForm(forms.Form):
    """One choice per column with a heading or values."""

    def __init__(
        self,
        data: Any = None,
        *,
        layout: Layout,
        fields: Sequence[str] = (),
        unknown: Sequence[int] = (),
    ) -> None:
        """`fields` is what the columns are taken for so far, `unknown` those nobody knows."""
        super().__init__(data)
        self.layout, self.unknown = layout, frozenset(unknown)
        self.places = [
            i for i, heading in enumerate(layout.headings) if heading or layout.samples(i)
        ]
        left = {column.value for column in LEFT_OUT}
        for place in self.places:
            heading = layout.headings[place] or _("第 %d 列，没有标题") % (place + 1)
            so_far = fields[place] if place < len(fields) else ""
            self.fields[f"field-{place}"] = forms.ChoiceField(
                label=heading,
                choices=_choices(),
                required=False,
                initial="" if so_far in left else so_far,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def chosen(self) -> list[str]:
        """The column for every position, "" for what isn't brought in."""
        found = [""] * len(self.layout.headings)
        for place in self.places:
            found[place] = self.cleaned_data[f"field-{place}"]
        return found

    def rows(self) -> Iterator[ColumnRow]:
        """The columns, those that nobody knows first."""
        for place in sorted(self.places, key=lambda i: (i not in self.unknown, i)):
            control = self[f"field-{place}"]
            yield ColumnRow(
                heading=str(control.label),
                samples=self.layout.samples(place),
                control=control,
                known=bool(control.value()),
                unknown=place in self.unknown,
            )
