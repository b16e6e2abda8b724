"""What the file of a case is asked for as one PDF for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BookForm(forms.Form):
    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        help_text=_("记入操作日志，例如：移送法院强制执行附卷。"),
    )
