"""Who did what with a case, and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from cases.display import view_facts
from cases.selectors import CaseNotVisible
from cases.selectors.trail import trail_of
from cases.views.common import first_page
from core.paging import BadCursor


@require_safe
def case_trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail of a case; `reads` asks for who looked at it, which only its leader sees."""
    try:
        trail = trail_of(
            actor_of(request),
            pk,
            reads="reads" in request.GET,
            cursor=request.GET.get("cursor"),
        )
    except CaseNotVisible as error:
        raise Http404 from error
    except BadCursor:
        return first_page(request)
    context = {"trail": trail, "case": trail.case, "facts": view_facts(trail.case)}
    return render(request, "cases/trail.html", context)
