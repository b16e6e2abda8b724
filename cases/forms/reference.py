"""Query forms over the lists of laws, charges and matters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Sector
from core.day_field import DayField

ALL = ("", _("全部"))
LEVELS = [(level, level) for level in ("法律", "行政法规", "部门规章", "宪法")]
STATUSES = [
    ("in_force", _("有效")),
    ("superseded", _("已修改")),
    ("repealed", _("已废止")),
]


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class LawQueryForm(forms.Form):
    """Laws by name, level and status."""

    q = _text(_("名称、简称或拼音首字母"))
    level = forms.ChoiceField(label=_("效力级别"), required=False, choices=[ALL, *LEVELS])
    status = forms.ChoiceField(label=_("时效"), required=False, choices=[ALL, *STATUSES])


class ChargeQueryForm(forms.Form):
    """Charges by name or article."""

    q = _text(_("罪名、拼音首字母或条号"))
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[ALL, ("current", _("现行")), ("ended", _("已停用"))],
    )


class MatterQueryForm(forms.Form):
    """Matters by name, code and sector."""

    q = _text(_("事项名称、编码或拼音首字母"))
    sector = forms.ChoiceField(label=_("执法领域"), required=False, choices=[ALL, *Sector.choices])
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[ALL, ("current", _("现行")), ("ended", _("已停用"))],
    )


class LawPageForm(forms.Form):
    """The day of which a law is read, and words to find in it."""

    on = DayField(label=_("行为日期"), required=False)
    q = _text(_("条号或者条文中的词语"))
