"""The one search box, and the search by the number of a person."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_safe

from agencies.views.common import actor_of
from cases.forms.find import FindByNumberForm, FindForm
from cases.policies import sees_cases
from cases.selectors.find import MOST, NOTHING, find_cases
from cases.selectors.find_person import cases_of_number
from cases.selectors.grounds import CAUSE, FACTS, LABELS, NUMBER, PARTY, PLACE

# Which field of the query form asks for a ground.
_FIELDS = {NUMBER: "number", PARTY: "party", CAUSE: "cause", PLACE: "place", FACTS: "facts"}


@dataclass(frozen=True)
class Onward:
    """A link to the list with everything that one ground finds."""

    label: str | Promise
    url: str


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Cases for what was typed; a whole number that one case bears leads to it."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    form = FindForm(request.GET)
    if not form.is_valid() and form.was_personal:
        # Away from the address at once, so that the number isn't kept in the history.
        return redirect(f"{reverse('cases:find_by_number')}?refused=on")
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = find_cases(actor, text) if text else NOTHING
    if found.exact:
        return redirect("cases:detail", found.exact)
    context = {
        "form": form,
        "find_text": text,
        "found": found,
        "most": MOST,
        "onward": _onward(text, found.grounds),
    }
    return render(request, "cases/find.html", context, status=200 if form.is_valid() else 400)


def _onward(text: str, grounds: set[int]) -> list[Onward]:
    address = reverse("cases:list")
    return [
        Onward(LABELS[ground], f"{address}?{urlencode({name: text})}")
        for ground, name in _FIELDS.items()
        if ground in grounds
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def find_by_number(request: HttpRequest) -> HttpResponse:
    """Cases of the bearer of an ID number. The number comes by POST and isn't shown again."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    asked = request.method == "POST"
    form = FindByNumberForm(request.POST if asked else None, auto_id="by_%s")
    lines = None
    if asked and form.is_valid():
        lines = cases_of_number(actor, form.cleaned_data["number"])
        form = FindByNumberForm(auto_id="by_%s")
    context = {"by_number": form, "lines": lines, "refused": "refused" in request.GET}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "cases/find_by_number.html", context, status=status)
