"""The list of cases; its whole state is in the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from cases.forms.query import CaseQueryForm
from cases.policies import may_record, sees_cases
from cases.selectors.lists import EMPTY, MOST_COUNTED, page_of_cases
from cases.views.common import first_page
from core.paging import BadCursor


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that match the query form. With a condition in fault none are shown."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    form = CaseQueryForm(request.GET, actor=actor)
    page = EMPTY
    if form.is_valid():
        try:
            page = page_of_cases(actor, form.wanted(), cursor=request.GET.get("cursor"))
        except BadCursor:
            return first_page(request)
    context = {
        "form": form,
        "page": page,
        "most": MOST_COUNTED,
        "asked": form.is_valid() and any(form.cleaned_data.values()),
        "shows_owner": any(not line.own for line in page.items),
        "may_record": may_record(actor),
    }
    return render(request, "cases/list.html", context, status=200 if form.is_valid() else 400)
