"""The query form over the list of referrals."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Person
from agencies.selectors import agencies_of
from cases.forms.query import REFUSED
from cases.parsing.personal import holds_personal_number
from referrals.flows import FLOWS
from referrals.selectors.queues import QueueFilter, Tab

_ALL = ("", _("全部"))


def _states() -> list[tuple[str, str | Promise]]:
    """Every state by what it is called; the same words in several flows are offered once."""
    found: dict[str, tuple[str, str | Promise]] = {}
    for flow in FLOWS.values():
        for state in flow.states:
            found.setdefault(str(state.label), (f"{flow.name}.{state.name}", state.label))
    return list(found.values())


class QueueForm(forms.Form):
    """Conditions of the list; every one may stay empty."""

    tab = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("当事人、文号或者名称"), required=False, max_length=100)
    flow = forms.ChoiceField(label=_("流程"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    agency = forms.ModelChoiceField(
        label=_("对方机关"), required=False, queryset=Agency.objects.none(), empty_label=_("全部")
    )
    overdue = forms.BooleanField(label=_("只看逾期"), required=False)
    open_only = forms.BooleanField(label=_("只看未办结"), required=False)

    def __init__(self, *args: Any, actor: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = cast("forms.ChoiceField", self.fields["flow"])
        choice.choices = [_ALL, *((flow.name, flow.label) for flow in FLOWS.values())]
        choice = cast("forms.ChoiceField", self.fields["state"])
        choice.choices = [_ALL, *_states()]
        others = agencies_of(actor).select_related(None).exclude(pk=actor.agency_id)
        field = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        field.queryset = others.order_by("kind", "name")

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

    def wanted(self) -> QueueFilter:
        """What a valid form asks for."""
        asked = self.cleaned_data
        agency: Agency | None = asked["agency"]
        return QueueFilter(
            tab=Tab(asked["tab"]) if asked["tab"] in set(Tab) else Tab.MINE,
            text=asked["q"].strip(),
            flow=asked["flow"],
            state=asked["state"],
            agency_id=agency.pk if agency else None,
            overdue=asked["overdue"],
            open_only=asked["open_only"],
        )
