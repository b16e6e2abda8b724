"""Short forms for what changes a running period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import HEADS, Person
from cases.forms.fields import DayField
from cases.selectors.periods import PeriodView
from core.clock import current_day


def _text(label: Any, most: int, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        error_messages={"required": missing} if missing else None,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PaperForm(forms.Form):
    """What every exclusion and extension rests on."""

    ground = forms.CharField(
        label=_("事由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    document = _text(
        _("文书名称和文号"),
        120,
        _("例如：检验委托书 宁市监检委〔2026〕8号"),
        _("没有文书为据的，不能扣除或者延长期限。请填写文书名称和文号。"),
    )
    approver = _text(_("批准人"), 40, _("批准的机关负责人姓名，以文书为准"))
    approved_on = DayField(label=_("批准日期"), initial=current_day)

    def __init__(self, *args: Any, actor: Person, period: PeriodView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.period = period
        if actor.holds(*HEADS):
            self.fields["approver"].initial = actor.name


class PauseForm(PaperForm):
    """Days left out; an open end makes the period stand still."""

    kind = forms.ChoiceField(label=_("扣除事项"), widget=forms.RadioSelect)
    first = DayField(label=_("自"), initial=current_day)
    last = DayField(
        label=_("至"), required=False, help_text=_("尚未结束的留空：期限中止计算，结束后再点“恢复”")
    )
    field_order = ("kind", "first", "last", "ground", "document", "approver", "approved_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = self.period.kinds  # type: ignore[attr-defined]  # a ChoiceField


class ExtensionForm(PaperForm):
    """Time added under a rule."""

    rule_key = forms.ChoiceField(label=_("延长依据"), widget=forms.RadioSelect)
    field_order = ("rule_key", "ground", "document", "approver", "approved_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].help_text = _("例如：延长期限审批表 宁市监延〔2026〕3号")
        offers = self.fields["rule_key"]
        offers.choices = self.period.offers  # type: ignore[attr-defined]  # a ChoiceField
        if len(self.period.offers) == 1:
            offers.initial = self.period.offers[0][0]


class ResumeForm(forms.Form):
    """The end of an exclusion that runs."""

    last = DayField(label=_("不计入期限的最后一日"), initial=current_day)
    document = _text(_("恢复依据的文书名称和文号"), 120, _("例如：检验报告 №2026-118"))


class StrikeForm(forms.Form):
    """Why an entry was wrong."""

    reason = forms.CharField(
        label=_("撤销原因"),
        max_length=200,
        help_text=_("登记本身保留在案，不再计入期限。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
