"""The register of issued papers (发文登记簿): narrowed, paged, printed; drafts beside it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of, found
from audit.services import record_read
from core.clock import current_day
from core.paging import BadCursor
from documents.forms.papers import RegisterForm
from documents.policies import may_number, sees_papers
from documents.selectors import drafts, gaps, page_of_issued, printed_register
from documents.selectors.issued import MOST_PRINTED
from documents.views.common import first_page


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Issued papers, void ones with their reason; drafts above them on the first page."""
    actor = actor_of(request)
    found(sees_papers(actor))
    form = RegisterForm(request.GET, actor=actor)
    cursor = request.GET.get("cursor")
    try:
        page = page_of_issued(actor, form.wanted(), cursor=cursor)
    except BadCursor:
        return first_page(request)
    asked = form.is_valid() and any(form.cleaned_data.values())
    first = not cursor and not asked
    context = {
        "page": page,
        "form": form,
        "asked": asked,
        "drafts": drafts(actor) if first else [],
        "gaps": gaps(actor, current_day().year) if first else {},
        "may_number": may_number(actor, actor.agency),
    }
    return render(request, "documents/register.html", context)


@require_safe
def register_print(request: HttpRequest) -> HttpResponse:
    """The register for A4, in the order of numbers; printing it is logged."""
    actor = actor_of(request)
    found(sees_papers(actor))
    form = RegisterForm(request.GET, actor=actor)
    lines = printed_register(actor, form.wanted())
    with transaction.atomic():
        record_read(
            actor=actor, verb="document.register", obj=actor.agency, changes={"shown": len(lines)}
        )
    context = {"lines": lines, "cut": len(lines) == MOST_PRINTED, "most": MOST_PRINTED}
    return render(request, "documents/register_print.html", context)
