"""How an item of evidence came into the criminal case."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from cases.forms.fields import DayField
from cases.models import Conversion, EvidenceItem
from core.clock import current_day


class _ItemField(forms.ModelChoiceField[EvidenceItem]):
    def label_from_instance(self, obj: EvidenceItem) -> str:
        """With its kind and what was said of it so far."""
        path = obj.get_conversion_path_display()
        done = f"，{obj.converted_on}" if obj.converted_on else ""
        return f"{obj.name}（{obj.get_kind_display()}，{path}{done}）"


class ConversionForm(forms.Form):
    """One item at a time, each on its day."""

    use_required_attribute = False
    item = _ItemField(
        label=_("证据"), queryset=EvidenceItem.objects.none(), empty_label=_("请选择")
    )
    conversion = forms.ChoiceField(
        label=_("刑事证据转换"), choices=Conversion.choices, widget=forms.RadioSelect
    )
    converted_by = forms.CharField(
        label=_("转换人"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    converted_on = DayField(label=_("转换日期"), initial=current_day)

    def __init__(
        self, *args: Any, actor: Person, items: QuerySet[EvidenceItem], **options: Any
    ) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        cast("_ItemField", self.fields["item"]).queryset = items
        self.fields["converted_by"].initial = actor.name
