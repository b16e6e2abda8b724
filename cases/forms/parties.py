"""Forms about whom parties stand for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PartyNameForm(forms.Form):
    """Looking for a party by name."""

    name = forms.CharField(label=_("当事人名称"), required=False, max_length=100)


class LinkReasonForm(forms.Form):
    """Why two parties are one, aren't, or why that is taken back."""

    reason = forms.CharField(
        label=_("理由"),
        min_length=4,
        max_length=200,
        help_text=_("写明核对了什么，例如：经调取营业执照和现场核对"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"min_length": _("请写明理由（至少4个字）。")},
    )
