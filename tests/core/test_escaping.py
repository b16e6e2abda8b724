"""What stands in a field is text, whoever typed it."""

from django import forms
from django.template import Context, Template

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Form(forms.Form):
    """Every word of it is hostile."""

    name = forms.CharField(label=EVIL, help_text=EVIL, max_length=10)
    agreed = forms.BooleanField(label=EVIL, help_text=EVIL)
    choice = forms.ChoiceField(label=EVIL, choices=[("a", EVIL), (EVIL, "b")])
    either = forms.ChoiceField(label=EVIL, choices=[("a", EVIL)], widget=forms.RadioSelect)


def test_fields_escape_labels_values_choices_and_errors() -> None:
    form = Form({"name": EVIL, "choice": EVIL, "either": EVIL})
    form.is_valid()
    form.add_error("name", EVIL)
    page = Template(
        "{% load fields ui %}{% error_summary form %}{% for f in form %}"
        "{% field f unit=evil data_note=evil span=evil %}{% endfor %}"
    ).render(Context({"form": form, "evil": EVIL}))
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
