"""Who works on a matter that isn't for the whole agency."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Person
from referrals.forms.controls import PeopleField
from referrals.selectors.people import own_people


class NamingForm(forms.Form):
    """People of one's own agency."""

    use_required_attribute = False
    people = PeopleField(
        label=_("承办人员"),
        queryset=Person.objects.none(),
        help_text=_("只有所选人员和已经办理过的人员能看到该事项的内容。"),
    )

    def __init__(self, *args: Any, actor: Person, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        field = cast("forms.ModelMultipleChoiceField[Person]", self.fields["people"])
        field.queryset = own_people(actor)
