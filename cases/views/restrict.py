"""The head of an agency says who may know of a case: one short page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Person
from agencies.views.common import actor_of
from cases.display import view_facts
from cases.forms.restrict import LiftForm, RestrictForm
from cases.selectors import CaseNotVisible
from cases.selectors.restricting import Restricting, restricting
from cases.services.restrict import lift_restriction, restrict_case
from cases.views.common import explain


@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: HttpRequest, pk: int) -> HttpResponse:
    """Restrict the case to named people, or name others."""
    actor = actor_of(request)
    found = _found(actor, pk)
    data = request.POST if request.method == "POST" else None
    form = RestrictForm(data, actor=actor, initial={"people": [*found.people]})
    if form.is_valid():
        chosen = [person.pk for person in form.cleaned_data["people"]]
        reason = form.cleaned_data["reason"]
        if _done(
            form,
            lambda: restrict_case(actor=actor, case_id=pk, people=chosen, reason=reason),
        ):
            messages.success(request, _("已限定知悉范围，立即生效。"))
            return redirect("cases:detail", pk)
    return _page(request, found, form, LiftForm(auto_id="lift_%s"))


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the case again to everybody to whom it was open."""
    actor = actor_of(request)
    found = _found(actor, pk)
    form = LiftForm(request.POST, auto_id="lift_%s")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, lambda: lift_restriction(actor=actor, case_id=pk, reason=reason)):
            messages.success(request, _("已解除知悉范围的限定。"))
            return redirect("cases:detail", pk)
    again = RestrictForm(actor=actor, initial={"people": [*found.people]})
    return _page(request, found, again, form)


def _found(actor: Person, pk: int) -> Restricting:
    try:
        return restricting(actor, pk)
    except CaseNotVisible as error:
        raise Http404 from error


def _done(form: BaseForm, act: Callable[[], None]) -> bool:
    try:
        act()
    except CaseNotVisible as error:
        raise Http404 from error
    except ValidationError as refusal:
        explain(form, refusal)
        return False
    return True


def _page(
    request: HttpRequest, found: Restricting, form: RestrictForm, lifting: LiftForm
) -> HttpResponse:
    context = {
        "case": found.case,
        "facts": view_facts(found.case),
        "form": form,
        "lifting": lifting,
        "refused": lifting if lifting.is_bound else form,
        "restricted": found.restricted,
    }
    status = 422 if form.errors or lifting.errors else 200
    return render(request, "cases/restrict.html", context, status=status)
