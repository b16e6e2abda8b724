"""The forms of the thresholds: what is looked for, what is set, how it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import DayField

LOCAL, NATIONAL = "local", "national"


class ThresholdQueryForm(forms.Form):
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            {"placeholder": _("罪名、拼音首字母或者条号"), "autocomplete": "off"}
        ),
    )


class ThresholdForm(forms.Form):
    """A value as it is typed."""

    value = forms.DecimalField(
        label=_("起点"),
        max_digits=16,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("请填写起点。"), "invalid": _("请填写数字，例如 50000。")},
    )
    scope = forms.ChoiceField(
        label=_("性质"),
        choices=[(LOCAL, _("本省确定的数额")), (NATIONAL, _("全国标准的新版本"))],
        initial=LOCAL,
        widget=forms.RadioSelect,
    )
    effective_from = DayField(
        label=_("施行日期"), error_messages={"required": _("请填写施行日期。")}
    )
    ground = forms.CharField(
        label=_("依据"),
        max_length=300,
        help_text=_("文件名称、文号和条款。"),
        error_messages={"required": _("请填写依据。")},
    )
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        local = data.pop("scope") == LOCAL
        return {**data, "local": local}


class EndThresholdForm(forms.Form):
    """The last day of a value set here, and why."""

    last = DayField(
        label=_("末日"),
        help_text=_("填施行日期的前一天表示自始撤回。"),
        error_messages={"required": _("请填写末日。")},
    )
    end_ground = forms.CharField(
        label=_("终止依据"),
        max_length=300,
        error_messages={"required": _("请填写终止依据。")},
    )
