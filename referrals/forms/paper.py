"""The sections of a paper in a form, made from its kind (documents.kinds)."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import MoneyField
from core.day_field import DayField
from core.screen import SummaryRow
from core.templatetags.ui import NOTHING
from documents.kinds import PaperKind, Section
from referrals.forms.controls import missing
from referrals.forms.quiet import PatientForm
from referrals.forms.tables import TableField
from referrals.forms.transition import plain

PAPER = "p"
_LONG = 128
_MIDDLING = 500
_LONGEST_LINE = 500
_DAY_LENGTH = len("2026-05-06")
# The paper numbers its lists itself. "1.5吨" is an amount.
_NUMBERED = re.compile(r"^(?:\d{1,2}[.．](?!\d)|\d{1,2}、|[（(]\d{1,2}[）)])\s*")


class LinesField(forms.Field):
    """A list, one thing a line; blank lines don't count. `most` is of lines."""

    def __init__(self, *, most: int, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        return _entries(str(value or ""))

    def validate(self, value: list[str]) -> None:
        """Something must stand there if it is required, and not too much."""
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(_("最多%(most)s行。"), params={"most": self.most})
        if any(len(line) > _LONGEST_LINE for line in value):
            raise ValidationError(_("每行不超过%(most)s字。"), params={"most": _LONGEST_LINE})


def _entries(text: str) -> list[str]:
    """The lines that aren't blank, without the numbers that people type before them."""
    lines = (_NUMBERED.sub("", line.strip()) for line in text.splitlines())
    return [line for line in lines if line]


def _text(section: Section, options: dict[str, Any]) -> forms.Field:
    rows = 3 if section.most <= _MIDDLING else 8
    widget: forms.Widget = (
        forms.Textarea(attrs={"rows": rows})
        if section.most > _LONG
        else forms.TextInput(attrs={"autocomplete": "off"})
    )
    return forms.CharField(max_length=section.most, widget=widget, **options)


def _lines(section: Section, options: dict[str, Any]) -> forms.Field:
    return LinesField(most=section.most, **options)


def _choice(section: Section, options: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("请选择")), *section.choices], **options)


_MAKE: Mapping[str, Callable[[Section, dict[str, Any]], forms.Field]] = {
    "text": _text,
    "lines": _lines,
    "day": lambda section, options: DayField(**options),
    "money": lambda section, options: MoneyField(**options),
    "table": lambda section, options: TableField(columns=section.columns, **options),
    "choice": _choice,
}


class PaperForm(PatientForm):
    """One control for each section; `values()` is what `draft_document` takes.

    A draft may be incomplete: with `draft` nothing is required. Sections that the fields of
    the transition answer already are `shared` and not asked for again.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kind: PaperKind,
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
        shared: Collection[str] = (),
        draft: bool = False,
    ) -> None:
        super().__init__(
            data, prefix=PAPER, initial=dict(initial or {}), label_suffix="", quiet=quiet
        )
        self.kind = kind
        self.sections = tuple(each for each in kind.sections if each.name not in shared)
        for section in self.sections:
            options: dict[str, Any] = {
                "label": section.label,
                "required": section.required and not draft,
                "help_text": section.help,
                "error_messages": {"required": missing(section.label)},
            }
            self.fields[section.name] = _MAKE[section.kind](section, options)

    def values(self) -> dict[str, Any]:
        """What was typed, without what was left empty."""
        typed = {name: plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in typed.items() if value not in (None, "", [])}

    def cells(self) -> list[tuple[forms.BoundField, str]]:
        """The sections to draw, each with its width in the grid."""
        return [(self[section.name], _span(section)) for section in self.sections]

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put what the service refused at the sections it names."""
        for name, message in errors.items():
            self.add_error(name if name in self.fields else None, message)

    def answers(self, change_url: str = "") -> list[SummaryRow]:
        """What the paper will say, for the page on which it is checked."""
        return [
            SummaryRow(
                section.label,
                _words(section, self.cleaned_data.get(section.name)),
                wide=True,
                change_url=change_url,
            )
            for section in self.sections
        ]


def as_section(section: Section, text: str) -> Any:
    """What was typed into a field of the transition, as a section of the paper takes it."""
    if section.kind == "lines":
        return _entries(text)
    if section.kind == "day":
        return text[:_DAY_LENGTH]
    return text.replace(",", "") if section.kind == "money" else text


def _span(section: Section) -> str:
    if section.kind in {"day", "money", "choice"}:
        return ""
    return "span-3" if section.kind == "text" and section.most <= _LONG else "span-6"


def _words(section: Section, value: Any) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if section.kind == "choice":
        return str(dict(section.choices).get(value, value))
    if section.kind == "lines":
        return "\n".join(value)
    if section.kind == "table":
        return "\n".join("  ".join(cell for cell in row.values() if cell) for row in value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)
