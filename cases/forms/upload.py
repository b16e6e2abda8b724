"""The one field of the import page."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases.importing.upload import check_size


class UploadForm(forms.Form):
    """A file; what it really is, is found out by reading it."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_(".csv（UTF-8 或 GB18030）或者 .xlsx，最多 10 万行、60 MB。"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("请选择要导入的文件。")},
    )

    def __init__(self, *args: Any, too_large: int | None = None, **kwargs: Any) -> None:
        """`too_large` is the size of a file that core.uploads didn't take in."""
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        """Say why there is no file when it was too large."""
        cleaned = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            try:
                check_size(self.too_large)
            except ValidationError as refusal:
                self.add_error("file", refusal)
        return cleaned

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large before it is read."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        check_size(file.size or 0)
        return file
