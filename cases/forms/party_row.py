"""The row of a party. One that was taken over from an earlier case keeps its number and phone
on the server: the page bears a reference, and shows them masked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.fields import choice, text
from cases.forms.rows import RowForm
from cases.models import Party, PartyKind
from cases.services.children import clean_identifier
from core.masking import mask_id, mask_phone

_BY_KIND = ("", gettext_lazy("随当事人类别"))
_OFFERS = reverse_lazy("cases:suggest_parties")


class PartyForm(RowForm):
    shows_required = True
    offers_known = True
    SPANS = {"name": "span-4", "address": "span-4"}

    # The row of an earlier case that this one was taken over from.
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = choice(Party, "kind", initial=PartyKind.ORGANISATION)
    name = text(Party, "name", attrs={"data-typeahead": _OFFERS, "data-typeahead-quiet": ""})
    identifier_type = choice(Party, "identifier_type", first=_BY_KIND, required=False)
    identifier = forms.CharField(
        label=gettext_lazy("证件号码"),
        required=False,
        max_length=60,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "spellcheck": "false",
                "data-typeahead": _OFFERS,
                "data-typeahead-quiet": "",
            }
        ),
    )
    representative = text(Party, "representative", required=False)
    address = text(Party, "address", required=False)
    phone = forms.CharField(
        label=gettext_lazy("联系电话"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What the reference stands for, if the actor may take it over: see EntryForm.
        self.taken_over: Party | None = None
        target = f"id_{self.add_prefix('known')}"
        for name in ("name", "identifier"):
            self.fields[name].widget.attrs["data-typeahead-value"] = target

    def reference(self) -> int | None:
        """The row of a party that this one says it is taken over from."""
        known = self["known"].value() or ""
        return int(known) if known.isascii() and known.isdigit() and len(known) < 19 else None

    def take_over(self, party: Party | None) -> None:
        """Say which party the reference stands for; None when it may not be taken over."""
        self.taken_over = party
        if party is None:
            return
        for name, mask in (("identifier", mask_id), ("phone", mask_phone)):
            value = getattr(party, name)
            if value and not self[name].value():
                self.fields[name].widget.attrs["placeholder"] = mask(value)

    def kept(self) -> str:
        """What is taken over without being typed, masked, for the line below the fields."""
        if self.taken_over is None:
            return ""
        attrs = (self.fields[name].widget.attrs for name in ("identifier", "phone"))
        return _("，").join(filter(None, (each.get("placeholder") for each in attrs)))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        number = data.get("identifier", "")
        natural = data.get("kind") == PartyKind.NATURAL
        party = self.taken_over
        if data.get("known") and party is None:
            message = _("所选的当事人现在不能沿用，请重新填写证件号码和联系电话。")
            self.add_error("identifier", message)
        elif party is not None and party.identifier and not number:
            data["identifier_type"] = party.identifier_type
        elif number and not data.get("identifier_type"):
            data["identifier_type"] = "id_card" if natural else "uscc"
        if natural and data.get("identifier_type") == "uscc":
            self.add_error("identifier_type", _("自然人不使用统一社会信用代码。"))
        elif number:
            try:
                data["identifier"] = clean_identifier(data["identifier_type"], number)
            except ValidationError as fault:
                self.add_error("identifier", fault)
        return data

    def read(self) -> dict[str, Any]:
        """The cleaned row with what is taken over. A number typed in its place is another's:
        then nothing is."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "known"}
        party = self.taken_over
        if party is not None and data["identifier"] in {"", party.identifier}:
            data["identifier"] = data["identifier"] or party.identifier
            data["phone"] = data["phone"] or party.phone
        return data

    def shown(self, name: str) -> Any:
        """Numbers that were typed as they are, those taken over masked."""
        value = self.cleaned_data.get(name)
        if value or self.taken_over is None:
            return value
        if name == "identifier":
            return mask_id(self.taken_over.identifier)
        if name == "phone" and not self.cleaned_data.get("identifier"):
            return mask_phone(self.taken_over.phone)
        return value
