"""The control for each kind of thing that a transition may ask for."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Person
from agencies.selectors import agencies_of
from cases.forms.fields import MoneyField
from core.day_field import DayField
from core.text import to_halfwidth
from referrals.flows.table import Field, Kind, Role
from referrals.selectors.people import own_people

# From so many characters on, a text is written over several lines.
_LONG = 128
_MIDDLING = 500
# From so few on, choices stand side by side.
_FEW = 5
_CHOOSE = ("", _("请选择"))


class MomentField(forms.CharField):
    """2026-05-06 14:30, in local time."""

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": "2026-05-06 14:30", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        return value

    def clean(self, value: Any) -> Any:
        """The moment, or None when nothing was typed."""
        text = to_halfwidth(super().clean(value) or "").strip()
        if not text:
            return None
        for pattern in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y%m%d %H:%M"):
            try:
                found = dt.datetime.strptime(text, pattern)  # noqa: DTZ007  (made local below)
            except ValueError:
                continue
            return timezone.make_aware(found)
        raise ValidationError(_("时间不能识别，请按“2026-05-06 14:30”的格式填写。"))


class NamedAgencyField(forms.ModelChoiceField[Agency]):
    """An agency by its full name."""

    def label_from_instance(self, obj: Agency) -> str:
        return obj.name


class ChargeField(forms.CharField):
    """The name of a criminal charge; the page offers those that there are."""

    is_charge = True

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


def _named(person: Person) -> str:
    return f"{person.name}（{person.certificate_no}）" if person.certificate_no else person.name


class OnePersonField(forms.ModelChoiceField[Person]):
    """One of one's own agency."""

    def label_from_instance(self, obj: Person) -> str:
        return _named(obj)


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    """Several of one's own agency, with the numbers of their certificates."""

    def __init__(self, *, least: int = 0, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.least = least

    def clean(self, value: Any) -> Any:
        """At least so many as the law wants."""
        chosen = super().clean(value)
        if chosen and len(chosen) < self.least:
            raise ValidationError(_("至少选择%(least)s人。"), params={"least": self.least})
        return chosen

    def label_from_instance(self, obj: Person) -> str:
        return _named(obj)


def _text(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    if field.most > _LONG:
        widget: forms.Widget = forms.Textarea(attrs={"rows": 3 if field.most <= _MIDDLING else 4})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        min_length=field.least or None, max_length=field.most, widget=widget, **options
    )


def _lines(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3 if field.most <= _MIDDLING else 4})
    return forms.CharField(max_length=field.most, widget=widget, **options)


def side_by_side(field: Field) -> bool:
    """Whether the choices are few enough to stand beside one another."""
    return len(field.choices) <= _FEW and field.required


def _choice(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    if side_by_side(field):
        return forms.ChoiceField(choices=field.choices, widget=forms.RadioSelect, **options)
    return forms.ChoiceField(choices=[_CHOOSE, *field.choices], **options)


def _yes_no(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    choices = [("yes", _("是")), ("no", _("否"))]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _agency(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    agencies = agencies_of(actor).select_related(None).filter(is_active=True)
    if field.agency_kinds:
        agencies = agencies.filter(kind__in=field.agency_kinds)
    if field.name in set(Role) - {Role.HIGHER} and not field.elsewhere:
        agencies = agencies.filter(region=actor.agency.region_id)
    agencies = agencies.exclude(pk=actor.agency_id).order_by("kind", "name")
    return NamedAgencyField(queryset=agencies, empty_label=_("请选择"), **options)


def _person(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    return OnePersonField(queryset=own_people(actor), empty_label=_("请选择"), **options)


def _people(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    return PeopleField(queryset=own_people(actor), least=field.least, **options)


def _money(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    return MoneyField(**options)


def _count(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=0, widget=widget, **options)


def _charge(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    return ChargeField(max_length=field.most, **options)


def _identifier(field: Field, actor: Person, options: dict[str, Any]) -> forms.Field:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(max_length=field.most, widget=widget, **options)


_Make = Callable[[Field, Person, dict[str, Any]], forms.Field]
_MAKE: Mapping[Kind, _Make] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.DAY: lambda field, actor, options: DayField(**options),
    Kind.MOMENT: lambda field, actor, options: MomentField(**options),
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.AGENCY: _agency,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.CHARGE: _charge,
    Kind.IDENTIFIER: _identifier,
}


def missing(label: object) -> str:
    """What is said where something must stand and nothing does."""
    return gettext("请填写%(field)s。") % {"field": label}


def control_of(field: Field, actor: Person) -> forms.Field:
    """The control for a field, as this person may fill it in."""
    options: dict[str, Any] = {
        "label": field.label,
        "required": field.required,
        "help_text": field.help,
        "error_messages": {"required": missing(field.label)},
    }
    return _MAKE[field.kind](field, actor, options)
