"""Forms of the review queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.models import DismissReason, FlagState, Severity


class QueueForm(forms.Form):
    """Which flags to list."""

    state = forms.ChoiceField(label=_("状态"), choices=FlagState.choices, required=False)
    severity = forms.TypedChoiceField(
        label=_("紧迫程度"),
        choices=[("", _("全部")), *reversed(Severity.choices)],
        coerce=int,
        empty_value=None,
        required=False,
    )


class DecisionForm(forms.Form):
    """Confirm, or dismiss with a reason."""

    reason = forms.ChoiceField(
        label=_("排除原因"), choices=[("", _("请选择")), *DismissReason.choices], required=False
    )
    note = forms.CharField(
        label=_("审查意见"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("确认时可以不填；选择“其他”原因排除时必填。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["data-key"] = "d"
        self.fields["reason"].widget.attrs["data-key-label"] = _("填写排除原因")
