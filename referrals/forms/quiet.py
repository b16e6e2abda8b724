"""A form that can show what was typed without judging it yet."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict


class PatientForm(forms.Form):
    """Bound, but judged only when it is sent: somebody only asked for another row, or comes
    back from checking what they wrote."""

    use_required_attribute = False

    def __init__(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.quiet = quiet

    def full_clean(self) -> None:
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()
