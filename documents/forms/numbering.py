"""Where a register that was kept on paper goes on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.selectors.numbering import SeriesLine
from documents.services.numbering import LAST_ON_PAPER


class ContinueForm(forms.Form):
    """The last number given on paper. Less than a case holds is asked about once more."""

    last = forms.IntegerField(
        label=gettext_lazy("纸质登记簿上的最后一号"),
        min_value=0,
        max_value=LAST_ON_PAPER,
        help_text=gettext_lazy("只填序号，例如“37”；没有在纸质登记簿上编过号的，填0"),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("已核对纸质登记簿，案件中较大的文号是录错的"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, line: SeriesLine) -> None:
        super().__init__(data, initial={"last": line.suggested}, label_suffix="")
        self.line = line
        if "last" not in self.data or not self._is_short(self.data["last"]):
            del self.fields["sure"]

    def _is_short(self, typed: str) -> bool:
        text = typed.strip()
        return text.isdecimal() and len(text) < 6 and int(text) < self.line.in_cases

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "sure" in self.fields and not data.get("sure"):
            said = {"number": self.line.in_cases}
            self.add_error(
                "last",
                _("本机关的案件中已有第%(number)s号，小于它的最后一号会使文号重复，请核对。")
                % said,
            )
        return data
