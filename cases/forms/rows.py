"""The parts of a case that may occur several times: one form per row."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.fields import CHOOSE, TypedForm, choice, day, money, text
from cases.models import (
    BasisUse,
    CoerciveMeasure,
    EvidenceItem,
    LegalBasis,
    Officer,
    Payment,
    Penalty,
)
from cases.parsing.citations import Citation, parse_citations
from cases.parsing.kinds import PenaltyKind


class RowForm(TypedForm):
    """A row; one that is left empty counts as not there."""

    # Only what must be filled in whatever happens bears a star: see core's `field`.
    shows_required = False
    # Whether a row can be taken over from an earlier case.
    offers_known = False

    # Fields that most rows leave empty: they are folded until one of them says something.
    MORE: tuple[str, ...] = ()

    # Of the recorded row that this one corrects; empty for a new one.
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def cells(self, *names: str) -> list[tuple[forms.BoundField, str]]:
        """The fields to draw, without those that are folded."""
        wanted = names or [f.name for f in self.visible_fields() if f.name not in self.MORE]
        return super().cells(*wanted)

    def more_cells(self) -> list[tuple[forms.BoundField, str]]:
        """The fields that are folded."""
        return [(self[name], self.SPANS.get(name, "")) for name in self.MORE]

    def says_more(self) -> bool:
        """Whether one of the folded fields holds something or is in fault."""
        return any(self[name].value() or self[name].errors for name in self.MORE)

    def read(self) -> dict[str, Any]:
        """The cleaned row, for a CaseInput."""
        return self.cleaned_data

    def shown(self, name: str) -> Any:
        """The cleaned value of a field as the check-answers page may show it."""
        return self.cleaned_data.get(name)


class OfficerForm(RowForm):
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = text(
        Officer,
        "name",
        label=gettext_lazy("姓名"),
        attrs={"data-typeahead": reverse_lazy("cases:suggest_officers")},
    )
    certificate_no = text(Officer, "certificate_no", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        target = f"id_{self.add_prefix('person')}"
        self.fields["name"].widget.attrs["data-typeahead-value"] = target


class MeasureForm(RowForm):
    kind = choice(CoerciveMeasure, "kind", first=CHOOSE)
    object_text = text(CoerciveMeasure, "object_text")
    started_on = day(CoerciveMeasure, "started_on", required=True)
    released_on = day(CoerciveMeasure, "released_on")

    SPANS = {"started_on": "span-1", "released_on": "span-1"}


class EvidenceForm(RowForm):
    kind = choice(EvidenceItem, "kind", first=CHOOSE)
    name = text(EvidenceItem, "name")
    obtained_on = day(EvidenceItem, "obtained_on")
    holder = text(EvidenceItem, "holder", required=False)
    collected_by = text(
        EvidenceItem,
        "collected_by",
        required=False,
        attrs={"placeholder": gettext_lazy("例如：姓名（证号）、姓名（证号）")},
    )
    place = text(EvidenceItem, "place", required=False)
    legality = choice(
        EvidenceItem, "legality", first=("", gettext_lazy("尚未审查")), required=False
    )
    conversion = choice(
        EvidenceItem, "conversion", first=("", gettext_lazy("按证据种类")), required=False
    )
    converted_by = text(EvidenceItem, "converted_by", required=False)
    converted_on = day(EvidenceItem, "converted_on")

    MORE = ("collected_by", "place", "legality", "conversion", "converted_by", "converted_on")
    SPANS = {"obtained_on": "span-1", "holder": "span-1"}


class BasisForm(RowForm):
    """One line as a decision cites it; a line may cite several provisions of several laws."""

    SPANS = {"citation": "span-4"}

    use = choice(LegalBasis, "use", initial=BasisUse.PENALISED)
    citation = forms.CharField(
        label=gettext_lazy("条款"),
        max_length=300,
        widget=forms.TextInput(
            {
                "data-typeahead": reverse_lazy("cases:suggest_laws"),
                "data-cited": reverse_lazy("cases:law_cited"),
                "placeholder": gettext_lazy("《食品安全法》第一百二十四条第一款第（五）项"),
                "autocomplete": "off",
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("citation", "")
        self.cleaned_data["provisions"] = []
        if typed:
            try:
                self.cleaned_data["provisions"] = parse_citations(typed)
            except ValidationError as fault:
                self._without_article(typed, fault)
        return self.cleaned_data

    def _without_article(self, typed: str, fault: ValidationError) -> None:
        """A discretion standard is a table without articles; a law is always cited by one."""
        if self.cleaned_data.get("use") == BasisUse.DISCRETION:
            title = typed.strip("《》 ")
            self.cleaned_data["provisions"] = [Citation(title, 0)]
        else:
            self.add_error("citation", fault)


class PenaltyForm(RowForm):
    kind = choice(Penalty, "kind", first=CHOOSE)
    amount = money(Penalty, "amount", required=False)
    detail = text(Penalty, "detail", required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        fine = data.get("kind") == PenaltyKind.FINE
        if fine and not data.get("amount") and not self.has_error("amount"):
            self.add_error("amount", _("罚款须填写金额。"))
        return data


class PaymentForm(RowForm):
    amount = money(Payment, "amount")
    paid_on = day(Payment, "paid_on", required=True)
    receipt_no = text(Payment, "receipt_no", required=False)

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError(_("缴纳金额须大于零。"))
        return amount
