"""Fields that several forms of this app use."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.models import Region
from agencies.selectors import find_regions


def choose_from(form: forms.Form, name: str, found: "QuerySet[Any]") -> None:
    """Let a field choose among these rows: those that the person who fills it in may name."""
    field: Any = form.fields[name]
    field.queryset = found


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Let a field choose among these values."""
    field: Any = form.fields[name]
    field.choices = list(choices)


class RegionField(forms.CharField):
    """A division, typed as its code or its name: there are 3,000, too many for a select."""

    def prepare_value(self, value: Any) -> Any:
        """Show what was typed, or code and full name of what was chosen before."""
        if isinstance(value, Region):
            return f"{value.code} {value.full_name}"
        return value

    def clean(self, value: Any) -> Region | None:
        text = super().clean(value).strip()
        if not text:
            return None
        first = text.split()[0]
        wanted = first if first.isdigit() else text
        found = find_regions(wanted, limit=6)
        exact = [region for region in found if wanted in (region.code, region.full_name)]
        if len(exact) == 1:
            return exact[0]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("没有这个行政区划。请输入六位代码，例如 330106。"))
        names = _("、").join(f"{region.code} {region.full_name}" for region in found[:5])
        raise ValidationError(_("有多个行政区划符合，请输入六位代码：%(names)s") % {"names": names})
