"""The one field of the import page."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases.importing.upload import check_size


class UploadForm(forms.Form):
    """A file; what it really is, is found out by reading it."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_(".csv（UTF-8 或 GB18030）或者 .xlsx，最多 10000 行、20 MB。"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("请选择要导入的文件。")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is read."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        check_size(file.size or 0)
        return file
