"""The form of the list of goods: rows, as many as there are goods."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.fields import TypedForm, text, tick
from referrals.goods.inputs import GoodsInput
from referrals.goods.services import MOST_ITEMS
from referrals.models import GoodsItem, GoodsList

EMPTY_ROWS = 3
PREFIX = "goods"


class GoodsRowForm(TypedForm):
    """One kind of goods; a row that is left empty counts as not there."""

    SPANS = {"unit": "span-1", "quantity": "span-1"}

    name = text(GoodsItem, "name")
    quantity = forms.DecimalField(
        label=gettext_lazy("数量"),
        max_digits=14,
        decimal_places=3,
        min_value=0,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("请填写数字。")},
    )
    unit = text(GoodsItem, "unit")
    features = text(GoodsItem, "features", required=False)
    kept_at = text(GoodsItem, "kept_at", required=False)
    origin = text(GoodsItem, "origin", required=False, attrs={"list": "goods-origins"})
    stays = tick(GoodsItem, "stays")

    def item(self) -> GoodsInput:
        """What was typed, as the service takes it."""
        return GoodsInput(**self.cleaned_data)


class GoodsListForm(forms.Form):
    """Which version was looked at, and why a signed one gets a next version."""

    number = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("另列清单的原因"), max_length=300, required=False)


Rows = BaseFormSet[GoodsRowForm]


def rows_form(
    data: QueryDict | None, items: Iterable[GoodsItem], *, more: int, quiet: bool = False
) -> Rows:
    """The rows: those that there are, and some empty ones. `quiet`: shown as typed, not judged."""
    names = GoodsRowForm.base_fields
    known = [{name: getattr(item, name) for name in names} for item in items]
    factory = formset_factory(
        GoodsRowForm, extra=more, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS, validate_max=True
    )
    kwargs = {"quiet": quiet}
    if data is None:
        return factory(initial=known, prefix=PREFIX, form_kwargs=kwargs)
    # A row that was there and has been emptied counts as not there, like any other.
    typed = data.copy()
    typed[f"{PREFIX}-INITIAL_FORMS"] = "0"
    return factory(typed, prefix=PREFIX, form_kwargs=kwargs)


def list_form(data: Mapping[str, Any] | None, current: GoodsList | None) -> GoodsListForm:
    """The form beside the rows; the reason is asked for once a side has signed."""
    form = GoodsListForm(data, initial={"number": current.number if current else 0})
    if current is None or not current.is_signed:
        del form.fields["reason"]
    else:
        form.fields["reason"].required = True
        form.fields["reason"].error_messages["required"] = _("请写明另列清单的原因。")
    return form
