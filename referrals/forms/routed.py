"""A clue goes where its type leads, and the form offers nobody else."""

from typing import cast

from django import forms

from agencies.models import Agency
from referrals.flows.routing import ROUTES, Route
from referrals.flows.table import Role
from referrals.forms.transition import TransitionForm
from referrals.selectors.shapes import ReferralView


def route_of(view: ReferralView | None) -> Route | None:
    """Where the type of this clue leads; None for what isn't a clue, or has no type yet."""
    return ROUTES.get(str(view.data.get("clue_type", ""))) if view is not None else None


def narrow(form: TransitionForm, route: Route) -> None:
    """Offer only agencies to which the route leads; one that is alone is chosen."""
    for role, kinds in ((Role.RECEIVER, route.to), (Role.SUPERVISOR, route.copied_to)):
        field = form.fields.get(role.value)
        if not isinstance(field, forms.ModelChoiceField):
            continue
        field = cast("forms.ModelChoiceField[Agency]", field)
        if role == Role.SUPERVISOR and not kinds:
            continue
        agencies = field.queryset
        if agencies is None:
            continue
        field.queryset = agencies.filter(kind__in=kinds)
        only = list(field.queryset[:2])
        if len(only) == 1:
            form.initial.setdefault(role.value, only[0].pk)
