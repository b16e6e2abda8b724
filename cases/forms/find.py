"""What is typed into the one search box, and the number that is sent apart from it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.query import REFUSED
from cases.parsing.personal import holds_personal_number

LONGEST = 100


class FindForm(forms.Form):
    """The one box. Personal numbers have a form of their own."""

    q = forms.CharField(label=_("查找案件"), required=False, max_length=LONGEST)

    def clean_q(self) -> str:
        """Refuse a personal number: it would stand in the address and in every log."""
        text: str = self.cleaned_data["q"]
        if holds_personal_number(text):
            raise ValidationError(REFUSED, code="personal")
        return text

    @property
    def was_personal(self) -> bool:
        """Whether a personal number was typed."""
        return self.has_error("q", "personal")


class _NeverShown(forms.TextInput):
    """What was typed isn't written into the page again."""

    def format_value(self, value: object) -> None:
        """Always empty."""


class FindByNumberForm(forms.Form):
    """The number of a person; sent in the body of the request and kept nowhere."""

    number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        widget=_NeverShown(attrs={"autocomplete": "off"}),
        help_text=_("只查完全相同的号码；每次查询都记入审计日志，日志不保存号码本身。"),
    )
