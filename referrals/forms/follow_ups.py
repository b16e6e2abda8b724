"""Short forms for what follows from a consultation."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from core.day_field import DayField
from referrals.forms.controls import NamedAgencyField
from referrals.models import FollowUpKind
from referrals.selectors.follow_up_panel import owners_of
from referrals.selectors.shapes import ReferralView


class FollowUpForm(forms.Form):
    """What is to be done, by whom, until when."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("事项类别"), choices=FollowUpKind.choices)
    task = forms.CharField(
        label=_("跟进事项"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = NamedAgencyField(
        label=_("落实机关"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )
    due_on = DayField(label=_("完成期限"))

    def __init__(self, *args: Any, view: ReferralView, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Agency]", self.fields["owner"])
        field.queryset = owners_of(view)


class SettleForm(forms.Form):
    """What was done, or why it wasn't."""

    use_required_attribute = False
    remark = forms.CharField(
        label=_("落实情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
