"""Bringing files, and taking one out."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Person
from audit.registry import Text
from documents.attachments.kinds import allowed_kinds, endings

MOST_FILES = 20


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at by itself later, so that one keeps none of the others."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = list(data or [])
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("一次最多上传 %(most)d 个文件。") % {"most": MOST_FILES}, code="many"
            )
        return files


class AttachForm(forms.Form):
    """`kinds` are what files about this subject may be."""

    upload = FilesField(
        label=gettext_lazy("文件"),
        error_messages={"required": gettext_lazy("请选择要上传的文件。")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("材料种类"), required=False)
    grade = forms.TypedChoiceField(
        label=gettext_lazy("数据级别"),
        coerce=int,
        initial=3,
        choices=Person._meta.get_field("clearance").choices or [],
        help_text=gettext_lazy("外单位人员只看得到不高于其数据级别的文件。"),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, Text], **kwargs: Any) -> None:
        """Offer these kinds, and say what is taken."""
        super().__init__(*args, **kwargs)
        kind, files = self.fields["kind"], self.fields["upload"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("一般材料")), *((key, str(label)) for key, label in kinds.items())]
        files.widget.attrs["accept"] = ",".join(f".{ending}" for ending in endings())
        labels = _("、").join(str(known.label) for known in allowed_kinds())
        files.help_text = _(
            "可以一次选几个。接收%(kinds)s；每个不超过 %(each)d MB，一次合计不超过 %(most)d MB。"
        ) % {
            "kinds": labels,
            "each": settings.ATTACHMENT_MAX_BYTES // 1024**2,
            "most": settings.ATTACHMENT_MAX_TOGETHER // 1024**2,
        }


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("例如：传错案件、扫描不清已重新上传。理由留在清单上。"),
        error_messages={"required": gettext_lazy("请写明理由。")},
    )
