"""A table in a form: rows of texts under the columns of a paper, without scripts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Row = dict[str, str]
Columns = Sequence[tuple[str, Any]]

MOST_ROWS = 200
MOST_IN_CELL = 500
_BLANK_AT_FIRST = 3
# What a button that only asks for more rows is called.
MORE = "more"


class TableInput(forms.Widget):
    """Cells are called `<name>-<row>-<column>`; a row in which nothing stands doesn't count."""

    def __init__(self, columns: Columns, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.columns = columns

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[Row]:
        """The rows as typed, with the blank ones between them left out."""
        return [row for row in self._typed(data, name) if any(row.values())]

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return not self._typed(data, name)

    def _typed(self, data: Mapping[str, Any], name: str) -> list[Row]:
        rows: list[Row] = []
        first = self.columns[0][0]
        while len(rows) < MOST_ROWS and f"{name}-{len(rows)}-{first}" in data:
            number = len(rows)
            rows.append(
                {
                    column: str(data.get(f"{name}-{number}-{column}", "")).strip()
                    for column, _label in self.columns
                }
            )
        return rows

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """A table of inputs, with blank rows at the end."""
        rows: list[Row] = list(value or [])
        blank = max(_BLANK_AT_FIRST - len(rows), 1)
        rows = [*rows, *({} for _number in range(blank))][:MOST_ROWS]
        own = (attrs or {}).get("id", f"id_{name}")
        described = (attrs or {}).get("aria-describedby", "")
        heads = format_html_join("", '<th scope="col">{}</th>', ((c[1],) for c in self.columns))
        body = format_html_join(
            "", "<tr>{}</tr>", ((self._cells(name, own, n, row),) for n, row in enumerate(rows))
        )
        return format_html(
            '<div class="table-wrap"><table class="table table-input" aria-describedby="{}">'
            "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
            '<button class="btn btn-plain btn-sm" name="step" value="{}">{}</button>',
            described,
            heads,
            body,
            MORE,
            _("再加一行"),
        )

    def _cells(self, name: str, own: str, number: int, row: Row) -> SafeString:
        return format_html_join(
            "",
            '<td><input type="text" class="form-control" name="{}" id="{}" value="{}"'
            ' maxlength="{}" aria-label="{}"></td>',
            (
                (
                    f"{name}-{number}-{column}",
                    own if number == 0 and place == 0 else f"{own}-{number}-{column}",
                    row.get(column, ""),
                    MOST_IN_CELL,
                    _("第%(row)s行 %(column)s") % {"row": number + 1, "column": label},
                )
                for place, (column, label) in enumerate(self.columns)
            ),
        )


class TableField(forms.Field):
    """Rows of texts, by the names of the columns."""

    def __init__(self, *, columns: Columns, **options: Any) -> None:
        super().__init__(widget=TableInput(columns), **options)
        self.columns = columns

    def to_python(self, value: Any) -> list[Row]:
        return list(value or [])

    def validate(self, value: list[Row]) -> None:
        """At least one row when it must be filled in; no cell longer than a paper's column."""
        super().validate(value)
        if any(len(cell) > MOST_IN_CELL for row in value for cell in row.values()):
            raise ValidationError(
                _("表格的每一格不超过%(most)s字。"), params={"most": MOST_IN_CELL}
            )
