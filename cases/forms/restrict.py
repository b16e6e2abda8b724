"""Who may know of a case, and why it isn't for the whole agency."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from cases.selectors.people import own_people


class _PeopleField(forms.ModelMultipleChoiceField[Person]):
    def label_from_instance(self, obj: Person) -> str:
        return obj.name


class LiftForm(forms.Form):
    """Why."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)


class RestrictForm(LiftForm):
    """People of one's own agency; whoever fills it in is one of them anyway."""

    people = _PeopleField(
        label=_("知悉人员"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("您本人始终在内。至少选择一名案件承办人员。"),
    )
    field_order = ("people", "reason")

    def __init__(self, *args: Any, actor: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("_PeopleField", self.fields["people"]).queryset = own_people(actor)
