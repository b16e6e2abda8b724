"""A clue goes where its type leads, and the form offers nobody else."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from referrals.flows.clue.working import outcomes_of
from referrals.flows.routing import ROUTES, Route
from referrals.flows.table import Role
from referrals.forms.transition import TransitionForm
from referrals.selectors.shapes import ReferralView


def route_of(view: ReferralView | None) -> Route | None:
    """Where the type of this clue leads; None for what isn't a clue, or has no type yet."""
    return ROUTES.get(str(view.data.get("clue_type", ""))) if view is not None else None


def narrow(form: TransitionForm, route: Route, kind: str) -> None:
    """Offer only agencies to which the route leads, and results to which one's own can come."""
    result = form.fields.get("result")
    if isinstance(result, forms.ChoiceField):
        result.choices = [("", _("请选择")), *outcomes_of(kind)]
    for role, kinds in ((Role.RECEIVER, route.to), (Role.SUPERVISOR, route.copied_to)):
        field = form.fields.get(role.value)
        if kinds and isinstance(field, forms.ModelChoiceField):
            agencies = cast("forms.ModelChoiceField[Agency]", field)
            if agencies.queryset is not None:
                agencies.queryset = agencies.queryset.filter(kind__in=kinds)
            # Who has a copy by its type is not left to be thought of.
            agencies.required = True


def choose_only(form: TransitionForm) -> None:
    """Where an agency must be named and there is only one, it is chosen."""
    for name in {role.value for role in Role} & form.fields.keys():
        field = form.fields[name]
        if not isinstance(field, forms.ModelChoiceField) or not field.required:
            continue
        agencies = cast("forms.ModelChoiceField[Agency]", field).queryset
        only = list(agencies[:2]) if agencies is not None else []
        if len(only) == 1:
            form.initial.setdefault(name, only[0].pk)
