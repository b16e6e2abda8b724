"""`{% field form.name %}`: one field with label, help and errors, wired for screen readers."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.errors_on_form import focus_id
from core.templatetags.ui import icon

register = template.Library()

_MUST = '<span class="field-must" aria-hidden="true">*</span>'


@register.simple_tag
def field(
    bound: BoundField,
    span: str = "",
    label: object = "",
    unit: object = "",
    **attributes: Any,
) -> SafeString:
    """Draw a field.

    `span`: CSS class for the grid (span-1, span-3, span-4, span-6). `unit` stands after the
    control. Further arguments become attributes of the control, `_` written for `-`:
    `{% field form.party data_typeahead=url autocomplete="off" %}`.
    """
    # Drawn here and not by a template: the entry form has a hundred of them.
    widget = bound.field.widget
    extra = {name.replace("_", "-"): value for name, value in attributes.items()}
    own = str(widget.attrs.get("class", ""))
    extra["class"] = f"{own} {_class_of(widget)}".strip()
    control = bound.as_widget(attrs=extra)
    if bound.is_hidden:
        return control
    errors = bound.errors
    classes = f"{conditional_escape(span)}{' has-error' if errors else ''}"
    notes = _notes(bound, list(errors))
    text = conditional_escape(str(label or bound.label))
    must = bound.field.required and getattr(bound.form, "shows_required", True)
    mark = _MUST if must else ""
    if widget.use_fieldset:
        described = bound.aria_describedby
        by = f' aria-describedby="{conditional_escape(described)}"' if described else ""
        said = f'<span class="visually-hidden">{_("（必填）")}</span>' if must else ""
        drawn = (
            f'<fieldset class="field {classes}"{by}><legend class="field-label">{mark}{text}{said}'
            f'</legend>{notes}<div class="choices">{control}</div></fieldset>'
        )
    elif isinstance(widget, forms.CheckboxInput):
        drawn = (
            f'<div class="field field-check {classes}">{notes}'
            f'<label for="{_target(bound)}">{control} <span>{text}</span></label></div>'
        )
    else:
        if unit:
            control = format_html('<div class="field-unit">{}<span>{}</span></div>', control, unit)
        drawn = (
            f'<div class="field {classes}"><label class="field-label" for="{_target(bound)}">'
            f"{mark}{text}</label>{notes}{control}</div>"
        )
    return mark_safe(drawn)  # noqa: S308  (every value in it is escaped above)


def _target(bound: BoundField) -> str:
    return conditional_escape(focus_id(bound))


def _notes(bound: BoundField, errors: list[Any]) -> str:
    """Help and errors, under the ids that the control names in aria-describedby."""
    help_text = bound.help_text
    if not help_text and not errors:
        return ""
    own = conditional_escape(bound.auto_id)
    drawn = ""
    if help_text:
        text = conditional_escape(help_text)
        drawn = f'<p class="field-help" id="{own}_helptext">{text}</p>'
    if errors:
        said = f'{icon("danger")}<span class="visually-hidden">{_("错误：")}</span>'
        lines = "".join(f"<div>{said}{conditional_escape(error)}</div>" for error in errors)
        drawn += f'<div class="field-error" id="{own}_error">{lines}</div>'
    return drawn


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
