"""Home page and the list of to-dos."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from core.paging import BadCursor
from inbox import services
from inbox.context import Bell
from inbox.errors import TodoRefusedError
from inbox.models import Todo
from inbox.registry import links_for, panels_for
from inbox.selectors import desk_of, page_of_todos, todo_for

REASON_LENGTH = 200
SHOWN = {
    "open": gettext_lazy("未办结"),
    "mine": gettext_lazy("我认领的"),
    "settled": gettext_lazy("已办结"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, due first, and what the other rooms have to tell."""
    actor = actor_of(request)
    # One transaction: every panel that shows foreign cases leaves its line in the audit.
    with transaction.atomic():
        panels = panels_for(actor)
        desk = desk_of(actor)
    context = {
        "actor": actor,
        "desk": desk,
        "bell": Bell(request, known=desk.waiting),
        # What presses comes right after the to-dos, or in their place.
        "urgent": [panel for panel in panels if panel.urgent and panel.lines],
        "panels": [panel for panel in panels if not (panel.urgent and panel.lines)],
        "links": links_for(actor),
    }
    return render(request, "inbox/home.html", context)


@require_safe
def todos(request: HttpRequest) -> HttpResponse:
    """The list; which part of it, and where in it, is in the address."""
    actor = actor_of(request)
    shown = request.GET.get("shown", "open")
    if shown not in SHOWN:
        raise Http404
    try:
        page = page_of_todos(actor, shown=shown, cursor=request.GET.get("cursor"))
    except BadCursor as error:
        raise Http404 from error
    context = {"page": page, "shown": shown, "choices": SHOWN}
    return render(request, "inbox/todos.html", context)


@require_POST
def claim(request: HttpRequest, todo_id: int) -> HttpResponse:
    return _act(request, todo_id, services.claim, _("已认领。"))


@require_POST
def finish(request: HttpRequest, todo_id: int) -> HttpResponse:
    """What was done about it may be said in a few words, which the list then shows."""
    reason = request.POST.get("reason", "").strip()[:REASON_LENGTH]
    return _act(request, todo_id, partial(services.finish, reason=reason), _("已办结。"))


def _act(
    request: HttpRequest, todo_id: int, act: Callable[..., Todo], success: str
) -> HttpResponse:
    actor: Person = actor_of(request)
    todo = todo_for(actor, todo_id)
    if todo is None:
        raise Http404
    try:
        act(actor=actor, todo=todo)
    except TodoRefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("inbox:todos")
