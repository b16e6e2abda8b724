"""The query form above the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.registry import verb_choices
from audit.selectors import ACTS, READS, EventQuery
from core.day_field import DayField


def _verbs() -> list[tuple[str, Any]]:
    return [("", _("全部")), *verb_choices()]


_KINDS = (("", _("全部")), (ACTS, _("办理")), (READS, _("查阅")))


class EventQueryForm(forms.Form):
    """Fields of `EventQuery`; every one may stay empty."""

    person = forms.CharField(label=_("人员姓名"), required=False, max_length=100)
    agency = forms.CharField(label=_("单位名称"), required=False, max_length=200)
    verb = forms.ChoiceField(label=_("操作"), required=False, choices=_verbs)
    label = forms.CharField(label=_("对象"), required=False, max_length=200)
    since = DayField(label=_("日期起"), required=False)
    until = DayField(label=_("日期止"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=_KINDS)
    case = forms.IntegerField(
        label=_("案件编号"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    outside = forms.BooleanField(label=_("仅看外单位查阅"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期不能早于起始日期"))
        return data

    def query(self) -> EventQuery:
        """What a valid form asks for."""
        return EventQuery(**self.cleaned_data)


class ExportForm(forms.Form):
    """What the file is for; `query` is the query string of the search."""

    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("用途"),
        min_length=4,
        max_length=200,
        error_messages={
            "required": _("请写明用途（至少4个字）。"),
            "min_length": _("请写明用途（至少4个字）。"),
        },
    )
