"""What an export asks for: the format, what it is for, whether with identifiers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from cases.exporting.services import may_export, may_export_identifiers
from cases.models import OF_LISTS, ExportKind


class ExportForm(forms.Form):
    """Formats and identifiers are offered to those who may have them."""

    kind = forms.ChoiceField(label=_("文件格式"), choices=())
    purpose = forms.CharField(
        label=_("用途"),
        max_length=200,
        help_text=_("记入操作日志，例如：报送市局三季度双公示数据。"),
    )
    with_identifiers = forms.BooleanField(
        label=_("包含完整证件号码"),
        required=False,
        help_text=_("只用于双公示格式的报送，公示前须隐去。不选时个人证件号码显示为星号。"),
    )

    def __init__(self, *args: Any, actor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(kind.value, kind.label) for kind in OF_LISTS if may_export(actor, kind)]
        if not may_export_identifiers(actor):
            del self.fields["with_identifiers"]

    def clean(self) -> dict[str, Any]:
        """The list never holds identifiers in clear."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("with_identifiers") and data.get("kind") == ExportKind.LIST:
            self.add_error("with_identifiers", _("案件清单不含完整证件号码，请选择双公示格式。"))
        return data
