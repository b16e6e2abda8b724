"""Controls drawn in Python are what Django's templates would draw."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from core.form_drawing import QuickRenderer

NASTY = '<script>alert("1")</script> & \''
GROUPED = [
    ("", "全部"),
    ("组 <1>", [("a&b", "甲 & 乙"), (7, gettext_lazy("全部"))]),
    ("plain", mark_safe("<b>bold</b>")),
]
ATTRIBUTES: dict[str, Any] = {
    "id": "id_x",
    "class": "form-control",
    "data-typeahead": f"/a?b=1&c={NASTY}",
    "required": True,
    "disabled": False,
    "maxlength": 1200,
}
WIDGETS: list[tuple[forms.Widget, list[Any]]] = [
    (forms.TextInput(), [None, "", "文字", NASTY, 1234567, mark_safe("a&amp;b")]),
    (forms.NumberInput(), [None, 1234567, 12.5]),
    (forms.DateInput(), [None, "2026-11-21"]),
    (forms.EmailInput(), ["a@example.org"]),
    (forms.PasswordInput(render_value=True), [NASTY]),
    (forms.HiddenInput(), ["1", None]),
    (forms.Textarea(attrs={"rows": 3}), [None, "", "一\n二", NASTY]),
    (forms.CheckboxInput(), [None, True, False, "on"]),
    (forms.Select(choices=GROUPED), [None, "", "a&b", 7, "nothing of it"]),
    (forms.SelectMultiple(choices=GROUPED), [[], ["a&b", 7]]),
    (forms.RadioSelect(choices=GROUPED), [None, 7]),
    (forms.CheckboxSelectMultiple(choices=GROUPED), [["a&b"]]),
    (forms.ClearableFileInput(), [None]),
    (forms.SplitDateTimeWidget(), [None]),
]
CASES = [(widget, value) for widget, values in WIDGETS for value in values]


@pytest.mark.parametrize(
    ("widget", "value"), CASES, ids=[f"{type(w).__name__} {v!r}" for w, v in CASES]
)
def test_a_control_is_what_django_draws(widget: forms.Widget, value: Any) -> None:
    for attrs in ({}, ATTRIBUTES):
        quick = widget.render("name<&>", value, attrs=attrs, renderer=QuickRenderer())
        theirs = widget.render("name<&>", value, attrs=attrs, renderer=DjangoTemplates())
        assert quick == re.sub(r">\s+<", "><", theirs) or quick == theirs
        assert type(quick) is type(theirs)


def test_it_is_the_renderer_of_every_form() -> None:
    assert isinstance(forms.Form().renderer, QuickRenderer)
