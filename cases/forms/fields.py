"""Fields of the entry form: they take what clerks type, and say what is wrong with it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from cases.parsing.dates import parse_date
from cases.parsing.money import from_yuan, is_blank

CHOOSE = ("", _("请选择"))


class DayField(forms.Field):
    """A date as text: 2026-5-6, 20260506 and 2026年5月6日 alike, in any browser."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "2026-05-06", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> dt.date | None:
        return parse_date(value) if value and str(value).strip() else None


class MoneyField(forms.Field):
    """An amount in yuan; 5,000 and 0.5万元 are understood."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Decimal | None:
        return None if is_blank(value) else from_yuan(value)


class TypedForm(forms.Form):
    """A form that shows what was typed; only when not `quiet` does it judge it."""

    use_required_attribute = False
    # Columns of six that a field takes; two unless named here.
    SPANS: dict[str, str] = {}

    def __init__(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        options.setdefault("use_required_attribute", False)
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.quiet = quiet

    def full_clean(self) -> None:
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()

    def cells(self, *names: str) -> list[tuple[forms.BoundField, str]]:
        """The fields to draw, each with its width."""
        wanted = names or [field.name for field in self.visible_fields()]
        return [(self[name], self.SPANS.get(name, "")) for name in wanted]


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def text(model: type[Model], name: str, *, rows: int = 0, **options: Any) -> forms.CharField:
    """A text field with the label and the length of the model's."""
    column = _field(model, name)
    options.setdefault("label", column.verbose_name)
    attrs = options.pop("attrs", {})
    widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
    return forms.CharField(max_length=column.max_length, widget=widget, **options)


def choice(
    model: type[Model], name: str, *, first: Any = None, **options: Any
) -> forms.ChoiceField:
    """A choice with the label and the values of the model's; `first` stands for none."""
    column = _field(model, name)
    before = [first] if first else []
    return forms.ChoiceField(
        label=column.verbose_name, choices=[*before, *(column.choices or ())], **options
    )


def day(model: type[Model], name: str, **options: Any) -> DayField:
    """A date with the label of the model's."""
    options.setdefault("required", False)
    options.setdefault("label", _field(model, name).verbose_name)
    return DayField(**options)


def money(model: type[Model], name: str, **options: Any) -> MoneyField:
    """An amount with the label of the model's."""
    return MoneyField(label=_field(model, name).verbose_name, **options)


def tick(model: type[Model], name: str) -> forms.BooleanField:
    """A check box with the label of the model's."""
    return forms.BooleanField(label=_field(model, name).verbose_name, required=False)
