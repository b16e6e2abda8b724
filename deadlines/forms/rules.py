"""The forms of the rules: what is looked for, and what the county fixes for itself."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.day_field import DayField
from deadlines.ladder import HANDLER, LEADER, SUPERVISOR, compose_ladder, parse_ladder
from deadlines.models import Certainty, Unit
from deadlines.rule_pages import SUBJECTS
from deadlines.timeline import RuleOn

_ALL = ("", _("全部"))
_UNITS = [choice for choice in Unit.choices if choice[0] != Unit.EVENT]


class RuleQueryForm(forms.Form):
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"placeholder": _("名称、条文或编号中的词"), "autocomplete": "off"}),
    )
    subject = forms.ChoiceField(
        label=pgettext_lazy("rules", "事项"), required=False, choices=[_ALL, *SUBJECTS]
    )
    unit = forms.ChoiceField(
        label=pgettext_lazy("period", "单位"), required=False, choices=[_ALL, *Unit.choices]
    )
    certainty = forms.ChoiceField(
        label=_("核实程度"), required=False, choices=[_ALL, *Certainty.choices]
    )
    local = forms.BooleanField(label=_("只看有本地期限的"), required=False)


class OffsetsField(forms.CharField):
    """Days before (below zero) and after the last day, as many as wanted."""

    default_error_messages = {"offsets": _("请填写数字，用逗号分开，例如 -3，1。")}

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)

    def clean(self, value: Any) -> str:
        typed = super().clean(value).strip().replace("－", "-").replace("−", "-")
        if not re.fullmatch(r"(-?\d{1,3}([\s,，、;；]+|$))*", typed):
            raise ValidationError(self.error_messages["offsets"], code="offsets")
        return str(typed)


class LocalValueForm(forms.Form):
    """A local value as it is typed; the sign is the rule's."""

    amount = forms.IntegerField(
        label=_("期间"),
        min_value=1,
        max_value=9999,
        error_messages={
            "required": _("请填写期间。"),
            "invalid": _("请填写整数，例如 7。"),
        },
    )
    unit = forms.ChoiceField(label=pgettext_lazy("period", "单位"), choices=_UNITS)
    effective_from = DayField(
        label=_("起用日期"),
        help_text=_("起算事由在这一天及以后发生的，按本地期限计算。"),
        error_messages={"required": _("请填写起用日期。")},
    )
    ground = forms.CharField(
        label=_("依据"),
        max_length=300,
        help_text=_("文件名称、文号和条款，例如会议纪要或者地方规定。"),
        error_messages={"required": _("请填写依据。")},
    )
    handler = OffsetsField(
        label=_("提醒承办人"),
        help_text=_("到期前的天数写负数，当天写 0，逾期后的天数写正数；都不填则按规则的安排。"),
    )
    leader = OffsetsField(label=_("提醒负责人"))
    supervisor = OffsetsField(label=_("报送监督机关"))

    def __init__(self, *args: Any, counts_back: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sign = -1 if counts_back else 1

    def values(self) -> dict[str, Any]:
        """What the service takes. Raises ValidationError for a ladder with too many rungs."""
        data = self.cleaned_data
        return {
            "amount": self._sign * data["amount"],
            "unit": data["unit"],
            "ladder": compose_ladder(
                in_hours=data["unit"] == Unit.HOUR,
                **{who: data[who] for who in (HANDLER, LEADER, SUPERVISOR)},
            ),
            "effective_from": data["effective_from"],
            "ground": data["ground"],
        }


class EndLocalValueForm(forms.Form):
    """The last day of a local value and why."""

    last = DayField(
        label=_("末日"),
        help_text=_("起算事由在这一天以后发生的，按规则计算；填起用日期的前一天表示自始撤回。"),
        error_messages={"required": _("请填写末日。")},
    )
    ground = forms.CharField(
        label=_("终止依据"),
        max_length=300,
        error_messages={"required": _("请填写终止依据。")},
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        # It stands on one page with the form above, which has a ground too.
        super().__init__(data, initial=initial, auto_id="id_end_%s")


def filled_in(found: RuleOn | None) -> dict[str, Any]:
    """What stands in the form at first: what applies now."""
    source = (found.local or found.rule) if found else None
    if source is None or source.amount is None:
        return {"unit": Unit.WORKING_DAY}
    own = parse_ladder(found.local.ladder) if found and found.local else ()
    offsets = {
        who: ", ".join(str(rung.offset) for rung in own if rung.who == who)
        for who in (HANDLER, LEADER, SUPERVISOR)
    }
    return {"amount": abs(source.amount), "unit": source.unit} | offsets
