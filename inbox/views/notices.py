"""Notices: nothing to do, only to read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.views.common import actor_of
from core.paging import BadCursor
from inbox.selectors import notice_for, page_of_notices, unread_ids
from inbox.services import mark_read
from inbox.views.common import back, tabs


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first, unread ones marked."""
    actor = actor_of(request)
    try:
        page = page_of_notices(actor, cursor=request.GET.get("cursor"))
    except BadCursor as error:
        raise Http404 from error
    context = {
        "page": page,
        "tabs": tabs("notices"),
        "has_unread": any(not line.is_read for line in page.items) or bool(unread_ids(actor)),
    }
    return render(request, "inbox/notices.html", context)


@require_safe
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Opening a notice is reading it; leads to what it is about."""
    actor = actor_of(request)
    line = notice_for(actor, notice_id)
    if line is None:
        raise Http404
    if request.method == "GET":
        mark_read(actor=actor, notice_ids=[line.id])
    return redirect(line.subject.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mark_read(actor=actor, notice_ids=unread_ids(actor))
    messages.success(request, _("知会已全部标为已读。"))
    return redirect(back(request, "inbox:notices"))
