"""The form of a transition, made from what the table of the flow asks for."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone

from agencies.models import Person
from core.screen import SummaryRow
from core.templatetags.ui import NOTHING
from referrals.flows.table import Field, Kind
from referrals.forms.controls import control_of, side_by_side
from referrals.forms.quiet import PatientForm

# The fields of a transition and the sections of its paper stand in one <form>.
VALUES = "v"
_WIDE = {Kind.LINES, Kind.PEOPLE, Kind.CHOICE}
_MIDDLING = {Kind.AGENCY, Kind.TEXT, Kind.IDENTIFIER}
_LONG = 100


def plain(value: Any) -> Any:
    """A value as it is kept and sent: what JSON knows."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet):
        return [each.pk for each in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


class TransitionForm(PatientForm):
    """One control for each field; `values()` is what `perform` takes."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        actor: Person,
        asked: Iterable[Field],
        initial: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(
            data, prefix=VALUES, initial=dict(initial or {}), label_suffix="", quiet=quiet
        )
        self.asked = tuple(asked)
        for field in self.asked:
            self.fields[field.name] = control_of(field, actor)

    def values(self) -> dict[str, Any]:
        """What was typed, without what was left empty."""
        typed = {name: plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in typed.items() if value not in (None, "", [])}

    def words(self) -> dict[str, str]:
        """What was typed, as it is read, by field; without what was left empty."""
        typed = {
            field.name: _words(self.fields[field.name], self.cleaned_data.get(field.name))
            for field in self.asked
        }
        return {name: text for name, text in typed.items() if text != NOTHING}

    def cells(self) -> list[tuple[forms.BoundField, str]]:
        """The fields to draw, each with its width in the grid."""
        return [
            (self[field.name], _span(field))
            for field in self.asked
            if not field.late or self[field.name].value() or field.name in (self.errors or {})
        ]

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put what the service refused at the fields it names."""
        for name, message in errors.items():
            self.add_error(name if name in self.fields else None, message)

    def answers(self, change_url: str = "") -> list[SummaryRow]:
        """What was typed, for the page on which it is checked."""
        return [
            SummaryRow(
                field.label,
                _words(self.fields[field.name], self.cleaned_data.get(field.name)),
                wide=_span(field) == "span-6",
                change_url=change_url,
            )
            for field in self.asked
            if not field.late or self.cleaned_data.get(field.name)
        ]


def _span(field: Field) -> str:
    wide = field.kind in _WIDE or (field.kind == Kind.TEXT and field.most > _LONG)
    if field.kind == Kind.CHOICE and not side_by_side(field):
        return "span-3"
    return "span-6" if wide else "span-3" if field.kind in _MIDDLING else ""


def _words(field: forms.Field, value: Any) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, QuerySet):
        # One a line, as lists on paper have them.
        named = getattr(field, "label_from_instance", str)
        return "\n".join(named(each) for each in value) or NOTHING
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for key, label in _choices(field) if key == value), str(value))
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return [(value, label) for value, label in field.widget.choices]
