"""What is wrong on forms and formsets, as lines that lead to the field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ErrorLine:
    """One error; `target` is the id of the element to go to, or empty."""

    text: str
    target: str = ""


def labelled(label: object, text: object) -> str:
    """The error with the name of its field before it."""
    return _("%(part)s：%(fault)s") % {"part": label, "fault": text}


def error_lines(form: "BaseForm | BaseFormSet[Any] | None") -> Iterator[ErrorLine]:
    """The errors in the order of the fields; of a formset, with the number of the row."""
    if form is None or not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        yield from (ErrorLine(str(error)) for error in form.non_form_errors())
        for number, row in enumerate(form.forms, start=1):
            prefix = _("第%(number)s行：") % {"number": number} if len(form.forms) > 1 else ""
            yield from _form_lines(row, prefix)
    else:
        yield from _form_lines(form, "")


def _form_lines(form: BaseForm, prefix: str) -> Iterator[ErrorLine]:
    first = next((focus_id(field) for field in form.visible_fields()), "")
    for error in form.non_field_errors():
        yield ErrorLine(f"{prefix}{error}", first)
    for bound in form:
        for error in bound.errors:
            text = prefix + (labelled(bound.label, error) if bound.label else str(error))
            yield ErrorLine(text, "" if bound.is_hidden else focus_id(bound))


def focus_id(bound: BoundField) -> str:
    """The id of the element that takes the focus: of a group of choices, its first."""
    return bound.id_for_label or (f"{bound.auto_id}_0" if bound.auto_id else "")
