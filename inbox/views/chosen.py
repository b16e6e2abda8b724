"""What is done with several to-dos at once; one that is handed over comes here, too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from inbox.forms import ActForm, ChosenForm
from inbox.models import Todo
from inbox.selectors import (
    colleagues_for,
    fit_for,
    lines_for,
    my_todos,
    reachable_todos,
    todos_for,
)
from inbox.services import Acted, claim_all, finish_all, hand_over_all
from inbox.views.common import back

_SHOWN = 5


@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """Claim what is ticked; before finishing or handing over, ask what there is to say."""
    actor = actor_of(request)
    ticked = ChosenForm(request.POST)
    if not ticked.is_valid():
        messages.warning(request, _("请先勾选要处理的事项。"))
        return redirect(back(request))
    act = ticked.cleaned_data["act"]
    todos = _found(actor, act, ticked.cleaned_data["chosen"])
    if act == "claim":
        return _tell(request, claim_all(actor=actor, todos=todos), act, todos)
    said = request.POST if "confirm" in request.POST else None
    form = _form(actor, act, todos, said)
    if said is None or not form.is_valid():
        return _ask(request, act, todos, form)
    note = form.cleaned_data["note"].strip()
    if act == "finish":
        return _tell(request, finish_all(actor=actor, todos=todos, reason=note), act, todos)
    to: Person = form.cleaned_data["to"]
    fit = fit_for(to, todos)
    acted = hand_over_all(actor=actor, todos=fit, to=to, note=note)
    words = _("%(name)s看不到该对象，不能转交给他。") % {"name": to.name}
    acted.refused |= {todo.pk: words for todo in todos if todo not in fit}
    return _tell(request, acted, act, todos)


@require_safe
def hand_over(request: HttpRequest, todo_id: int) -> HttpResponse:
    """Ask to whom one to-do goes; the answer is posted like that for several."""
    actor = actor_of(request)
    todos = _found(actor, "hand_over", [todo_id])
    return _ask(request, "hand_over", todos, _form(actor, "hand_over", todos, None))


def _found(actor: Person, act: str, ids: list[int]) -> list[Todo]:
    reach = reachable_todos(actor) if act == "hand_over" else my_todos(actor)
    todos = todos_for(actor, ids, reach)
    if not todos:
        raise Http404
    return todos


def _form(actor: Person, act: str, todos: list[Todo], said: Any) -> ActForm:
    return ActForm(said, act=act, colleagues=colleagues_for(actor, todos))


def _ask(request: HttpRequest, act: str, todos: list[Todo], form: ActForm) -> HttpResponse:
    context = {
        "act": act,
        "form": form,
        "lines": lines_for(actor_of(request), todos),
        "next": back(request),
    }
    return render(request, "inbox/chosen.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, acted: Acted, act: str, todos: list[Todo]) -> HttpResponse:
    if number := len(acted.done):
        done = {
            "claim": ngettext("已认领 %(number)s 项。", "已认领 %(number)s 项。", number),
            "finish": ngettext("已办结 %(number)s 项。", "已办结 %(number)s 项。", number),
            "hand_over": ngettext("已转交 %(number)s 项。", "已转交 %(number)s 项。", number),
        }
        messages.success(request, done[act] % {"number": number})
    refused = [todo for todo in todos if todo.pk in acted.refused]
    lines = lines_for(actor_of(request), refused[:_SHOWN])
    for line in lines:
        said = {"part": line.subject.label, "fault": acted.refused[line.id]}
        messages.warning(request, _("%(part)s：%(fault)s") % said)
    if more := len(refused) - len(lines):
        left = ngettext("另有 %(number)s 项没有处理。", "另有 %(number)s 项没有处理。", more)
        messages.warning(request, left % {"number": more})
    return redirect(back(request))
