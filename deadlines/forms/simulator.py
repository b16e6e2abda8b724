"""What the simulator is asked. Everything stands in the address, so nothing in it is personal."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_field import DayField
from deadlines.counting import Extension, Interval
from deadlines.models import Unit
from deadlines.simulating import Asked, RuleGroup
from deadlines.simulating.rules import rule_label

_EARLIEST, _LATEST = date(1996, 1, 1), date(2049, 12, 31)
_LONGEST = timedelta(days=3660)
_PAUSES = 3


def day_field(label: Any, *, required: bool = False) -> DayField:
    """A day within the years that the calendar can know."""
    return DayField(label=label, required=required, validators=[_within_reach])


def _within_reach(day: date) -> None:
    if not _EARLIEST <= day <= _LATEST:
        raise ValidationError(_("只能计算1996年至2049年之间的日期。"))


class IntervalsForm(forms.Form):
    """Some pairs of days, first and last; the rows are `pause1_from`, `pause1_to` and so on."""

    # Whether an interval may still run.
    may_run = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, _PAUSES + 1):
            self.fields[f"pause{n}_from"] = day_field(_("第%d段：自") % n)
            self.fields[f"pause{n}_to"] = day_field(_("至（含当日）"))

    def pause_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields, for the page."""
        return [(self[f"pause{n}_from"], self[f"pause{n}_to"]) for n in range(1, _PAUSES + 1)]

    @property
    def has_pauses(self) -> bool:
        """Whether something stands in the pairs, so that they are shown unfolded."""
        return any(str(bound.value() or "").strip() for row in self.pause_rows() for bound in row)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        found: list[Interval] = []
        for n in range(1, _PAUSES + 1):
            first, last = cleaned.get(f"pause{n}_from"), cleaned.get(f"pause{n}_to")
            wrong = {f"pause{n}_from", f"pause{n}_to"} & self.errors.keys()
            if wrong or (first is None and last is None):
                continue
            if first is None:
                self.add_error(f"pause{n}_from", _("请填写开始的日期。"))
            elif last is None and not self.may_run:
                self.add_error(
                    f"pause{n}_to", _("尚未结束的，无法算出末日；请填写预计结束的日期。")
                )
            elif last is not None and last < first:
                self.add_error(f"pause{n}_to", _("结束日期早于开始日期。"))
            elif last is not None and last - first > _LONGEST:
                self.add_error(f"pause{n}_to", _("一段最长十年。"))
            else:
                found.append(Interval(first, last))
        cleaned["pauses"] = found
        return cleaned


class CountForm(IntervalsForm):
    """One rule, from one day on, under some circumstances."""

    find = forms.CharField(
        label=gettext_lazy("查找规则"),
        required=False,
        max_length=60,
    )
    rule = forms.ChoiceField(label=gettext_lazy("期限规则"), required=True)
    start = day_field(gettext_lazy("起算事由发生日"), required=True)
    at = forms.TimeField(
        label=gettext_lazy("时刻（按小时计算的填写）"),
        required=False,
        input_formats=["%H:%M", "%H%M", "%H：%M"],
        widget=forms.TimeInput(attrs={"type": "text", "placeholder": "14:30"}, format="%H:%M"),
    )
    extend = forms.IntegerField(
        label=gettext_lazy("批准延长"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    extend_unit = forms.ChoiceField(
        label=gettext_lazy("延长的单位"),
        required=False,
        choices=[choice for choice in Unit.choices if choice[0] != Unit.EVENT],
        initial=Unit.CALENDAR_DAY,
    )
    in_custody = forms.BooleanField(
        label=gettext_lazy("在押：末日不顺延（刑事诉讼法第一百零五条）"),
        required=False,
    )
    statutory = forms.BooleanField(label=gettext_lazy("按法定期限，不采用本地设定"), required=False)

    def __init__(self, *args: Any, groups: Sequence[RuleGroup], **options: Any) -> None:
        """*groups*: the rules to choose from."""
        super().__init__(*args, **options)
        choice = self.fields["rule"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [
                ("", _("请选择")),
                *(
                    (group.name, [(rule.key, rule_label(rule)) for rule in group.rules])
                    for group in groups
                ),
            ]

    def asked(self) -> Asked:
        """The question; call it when the form is valid."""
        said = self.cleaned_data
        extensions = []
        if said["extend"]:
            unit = said["extend_unit"] or Unit.CALENDAR_DAY
            extensions.append(Extension(said["extend"], unit))
        return Asked(
            rule_key=said["rule"],
            start=said["start"],
            at=said["at"],
            pauses=said["pauses"],
            extensions=extensions,
            in_custody=said["in_custody"],
            statutory=said["statutory"],
        )
