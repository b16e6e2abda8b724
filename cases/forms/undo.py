"""Why an import is taken back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UndoForm(forms.Form):
    """A reason, and a tick that it is meant."""

    reason = forms.CharField(
        label=_("撤销原因"),
        max_length=100,
        help_text=_("至少4个字，写入审计日志。"),
        error_messages={"required": _("请写明撤销的原因。")},
    )
    sure = forms.BooleanField(
        label=_("我已核对，确认撤销这次导入"),
        error_messages={"required": _("请勾选确认。")},
    )
