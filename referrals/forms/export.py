"""What an export of the list asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """What the file is for; `query` is the query string of the list."""

    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("用途"),
        min_length=4,
        max_length=200,
        help_text=_("记入操作日志，例如：核对三季度移送情况。"),
        error_messages={
            "required": _("请写明导出的用途。"),
            "min_length": _("请写明用途（至少4个字）。"),
        },
    )
