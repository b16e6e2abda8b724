"""What beginning a referral asks besides the fields of its first transition."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.redaction import PartyView
from core.screen import SummaryRow
from referrals.forms.quiet import PatientForm

START = "s"
# Among the ids of the parties: none of them.
_NO_PARTY = 0


class SuspectForm(PatientForm):
    """Which of the parties of the case it is about, or that it is none of them."""

    party = forms.TypedChoiceField(label=_("嫌疑人（单位）"), coerce=int, widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, Any] | None, *, parties: Sequence[PartyView], quiet: bool = False
    ) -> None:
        super().__init__(data, prefix=START, label_suffix="", quiet=quiet)
        field = self.fields["party"]
        others = (_NO_PARTY, _("其他人员（单位），不是案件当事人"))
        field.choices = [*((party.id, party.name) for party in parties), others]  # type: ignore[attr-defined]
        if len(parties) == 1:
            field.initial = parties[0].id

    def chosen(self) -> int | None:
        """The id of the party; None for who is none."""
        return self.cleaned_data["party"] or None

    def answers(self) -> list[SummaryRow]:
        """Who was chosen."""
        chosen = self.cleaned_data.get("party")
        names = dict(self.fields["party"].choices)  # type: ignore[attr-defined]
        return [SummaryRow(self.fields["party"].label, names.get(chosen, ""))]
