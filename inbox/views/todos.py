"""The list of to-dos, and what is done with one of them."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.views.common import actor_of
from core.paging import BadCursor
from inbox import services
from inbox.errors import TodoRefusedError
from inbox.forms import TodoQueryForm
from inbox.models import Todo
from inbox.selectors import page_of_todos, reachable_todos, todo_for
from inbox.services.acting import REASON_LENGTH
from inbox.views.common import SHOWN, back, tabs


@require_safe
def todos(request: HttpRequest) -> HttpResponse:
    """The list; which part of it, and where in it, is in the address."""
    actor = actor_of(request)
    shown = request.GET.get("shown", "open")
    if shown not in SHOWN:
        raise Http404
    form = TodoQueryForm(request.GET, actor=actor, shown=shown)
    wanted = form.wanted()
    cursor = request.GET.get("cursor")
    try:
        page = page_of_todos(actor, shown=shown, cursor=cursor, wanted=wanted)
    except BadCursor as error:
        raise Http404 from error
    context = {
        "page": page,
        "shown": shown,
        "tabs": tabs(shown),
        "form": form,
        "narrowed": any(form.cleaned_data.values()) if form.is_valid() else False,
        "batch": shown in ("open", "mine") and any(line.may_choose for line in page.items),
    }
    return render(request, "inbox/todos.html", context)


@require_POST
def claim(request: HttpRequest, todo_id: int) -> HttpResponse:
    return _act(request, todo_id, services.claim, _("已认领。"))


@require_POST
def release(request: HttpRequest, todo_id: int) -> HttpResponse:
    return _act(request, todo_id, services.release, _("已取消认领。"))


@require_POST
def finish(request: HttpRequest, todo_id: int) -> HttpResponse:
    """What was done about it may be said in a few words, which the list then shows."""
    act = partial(services.finish, reason=_reason(request))
    return _act(request, todo_id, act, _("已办结。"))


@require_POST
def undo(request: HttpRequest, todo_id: int) -> HttpResponse:
    """A finished one opens again; the reason stands in the log."""
    act = partial(services.undo, reason=_reason(request))
    return _act(request, todo_id, act, _("已撤销办结，该事项回到未办结。"), reach=True)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:REASON_LENGTH]


def _act(
    request: HttpRequest,
    todo_id: int,
    act: Callable[..., Todo],
    success: str,
    *,
    reach: bool = False,
) -> HttpResponse:
    actor = actor_of(request)
    todo = todo_for(actor, todo_id, reachable_todos(actor) if reach else None)
    if todo is None:
        raise Http404
    try:
        act(actor=actor, todo=todo)
    except TodoRefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(back(request))
