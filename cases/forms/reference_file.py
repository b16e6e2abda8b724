"""The upload of a file of reference data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import ReferenceKind


class ReferenceFileForm(forms.Form):
    """A file, what it holds, and whether it is the whole catalogue."""

    kind = forms.ChoiceField(label=_("内容"), choices=ReferenceKind.choices)
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".csv（UTF-8 或 GB18030）、.xlsx 或者 .jsonl，最多 20 MB。"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.jsonl"}),
        error_messages={"required": _("请选择要导入的文件。")},
    )
    complete = forms.BooleanField(
        label=_("这是完整目录：文件中没有的，自今日起停用"),
        help_text=_("只用于罪名、行政区划和权责清单。停用的保留，已引用的案件不受影响。"),
        required=False,
    )
