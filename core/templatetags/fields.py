"""`{% field form.name %}`: one field with label, help and errors, wired for screen readers."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

from core.errors_on_form import focus_id

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    span: str = "",
    label: object = "",
    unit: object = "",
    **attributes: Any,
) -> dict[str, Any]:
    """Draw a field.

    `span`: CSS class for the grid (span-1, span-3, span-4, span-6). `unit` stands after the
    control. Further arguments become attributes of the control, `_` written for `-`:
    `{% field form.party data_typeahead=url autocomplete="off" %}`.
    """
    widget = bound.field.widget
    extra = {name.replace("_", "-"): value for name, value in attributes.items()}
    own = str(widget.attrs.get("class", ""))
    extra["class"] = f"{own} {_class_of(widget)}".strip()
    grouped = widget.use_fieldset
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=extra),
        "label": label or bound.label,
        "unit": unit,
        "span": span,
        "grouped": grouped,
        "is_check": isinstance(widget, forms.CheckboxInput),
        "is_hidden": bound.is_hidden,
        "target": focus_id(bound),
        "described_by": bound.aria_describedby or "" if grouped else "",
        "is_required": bound.field.required and getattr(bound.form, "shows_required", True),
    }


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
