"""A day that is typed, the same on every page."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import to_halfwidth

_TYPED = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
)


class DayField(forms.DateField):
    """2026-5-6, 20260506 and 2026年5月6日 alike, in any browser.

    A date picker asks for three clicks where eight keys do, and shows the day in the
    language of the browser.
    """

    default_error_messages = {"invalid": _("日期“%(value)s”不能识别，请按“2022-05-16”的格式填写。")}

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": "2026-05-06", "autocomplete": "off"}
        options["widget"] = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_python(self, value: Any) -> Any:
        """The day, or None when nothing was typed."""
        value = to_halfwidth(value).strip() if isinstance(value, str) else value
        if isinstance(value, str) and (typed := _TYPED.fullmatch(value)):
            value = "-".join(part for part in typed.groups() if part)
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            error.params = {"value": value}
            raise
