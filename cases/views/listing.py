"""The list of cases; its whole state is in the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from cases.forms.query import CaseQueryForm, conditions_of
from cases.policies import may_record, sees_cases
from cases.selectors.lists import EMPTY, MOST_COUNTED, Count, count_of_cases, page_of_cases
from cases.selectors.search import DECIDED, LONGEST_OVERDUE, order_of
from cases.views.common import first_page
from core.paging import BadCursor

_ORDERS: dict[tuple[str, ...], str | Promise] = {
    DECIDED: _("案件，决定日期晚的在前"),
    LONGEST_OVERDUE: _("案件，逾期最久的在前"),
}


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
    conditions = conditions_of(request.GET)
    context = {
        "form": form,
        "page": page,
        "most": MOST_COUNTED,
        "asked": form.is_valid() and any(form.cleaned_data.values()),
        "shows_owner": any(not line.own for line in page.items),
        "may_record": may_record(actor),
        "conditions": conditions,
        "order_words": _ORDERS.get(order_of(form.wanted()), "") if form.is_valid() else "",
        # Without scripts a link asks for the page with the count.
        "count": _count(actor, form) if "counted" in request.GET else None,
    }
    return render(request, "cases/list.html", context, status=200 if form.is_valid() else 400)


@require_safe
def case_count(request: HttpRequest) -> HttpResponse:
    """How many cases match: what the list fetches once it stands."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    form = CaseQueryForm(request.GET, actor=actor)
    return render(request, "cases/parts/count.html", {"count": _count(actor, form)})


def _count(actor: Person, form: CaseQueryForm) -> Count | None:
    return count_of_cases(actor, form.wanted()) if form.is_valid() else None
