"""The procurator's queue: list on the left, the flag on the right, decided by keys."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agencies.models import Person
from core.paging import BadCursor, keyset_page
from supervision.forms import DecisionForm, QueueForm
from supervision.models import Flag, FlagState
from supervision.policies import may_decide, sees_flags
from supervision.selectors import FlagView, flag_for, flag_lines, flag_view, flags, order_of
from supervision.services import FlagDecided, confirm_flag, dismiss_flag

PAGE_SIZE = 30
MOST_COUNTED = 1_000


def _actor(request: HttpRequest) -> Person:
    """The signed-in procurator; anybody else gets 404."""
    if not sees_flags(request.user):
        raise Http404
    return cast("Person", request.user)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Flags, most urgent first, with the chosen one beside them."""
    return _page(request, DecisionForm(), _asked_flag(request))


def _asked_flag(request: HttpRequest) -> int | None:
    asked = request.GET.get("flag", "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else None


def _page(
    request: HttpRequest, form: DecisionForm, flag_id: int | None, status: int = 200
) -> HttpResponse:
    actor = _actor(request)
    query = QueueForm(request.GET)
    wanted = query.cleaned_data if query.is_valid() else {}
    state = wanted.get("state") or FlagState.OPEN
    found = flags(actor, state=state, severity=wanted.get("severity"))
    try:
        cursor = request.GET.get("cursor")
        page = keyset_page(found, order=order_of(state), cursor=cursor, size=PAGE_SIZE)
    except BadCursor:
        return redirect("supervision:queue")
    # One transaction for the list and the case beside it, each with its line in the audit.
    with transaction.atomic():
        lines = flag_lines(actor, page.items)
        chosen = _chosen(actor, page.items, flag_id)
    is_all = not page.next_cursor and not page.previous_cursor
    context = {
        "query": query,
        "state": state,
        "rest": _rest(request),
        "page": page,
        "lines": lines,
        "chosen": chosen,
        "form": form,
        "may_decide": may_decide(actor),
        "count": len(page.items) if is_all else found[: MOST_COUNTED + 1].count(),
        "most": MOST_COUNTED,
    }
    return render(request, "supervision/queue.html", context, status=status)


def _rest(request: HttpRequest) -> str:
    """The address without the chosen flag, to which every line adds its own."""
    rest = request.GET.copy()
    rest.pop("flag", None)
    return f"{rest.urlencode()}&" if rest else ""


def _chosen(actor: Person, listed: list[Flag], flag_id: int | None) -> FlagView | None:
    """The flag asked for, or the first of the list; 404 for one that isn't the actor's to see."""
    if flag_id is None:
        return flag_view(actor, listed[0]) if listed else None
    flag = next((flag for flag in listed if flag.pk == flag_id), None) or flag_for(actor, flag_id)
    if flag is None:
        raise Http404
    return flag_view(actor, flag)


@require_GET
def preview(request: HttpRequest, flag_id: int) -> HttpResponse:
    """The right half of the queue alone."""
    actor = _actor(request)
    chosen = _chosen(actor, [], flag_id)
    context = {"chosen": chosen, "form": DecisionForm(), "may_decide": may_decide(actor)}
    return render(request, "supervision/preview.html", context)


@require_POST
def decide(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Confirm or dismiss, then go on with the next flag of the queue."""
    actor = _actor(request)
    form = DecisionForm(request.POST)
    following = _following(actor, flag_id)
    if not form.is_valid():
        return _page(request, form, flag_id, status=422)
    note = form.cleaned_data["note"]
    try:
        if request.POST.get("decision") == "confirm":
            confirm_flag(actor=actor, flag_id=flag_id, note=note)
            messages.success(request, _("已确认该线索。"))
        else:
            reason = form.cleaned_data["reason"]
            dismiss_flag(actor=actor, flag_id=flag_id, reason=reason, note=note)
            messages.success(request, _("已排除该线索。"))
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, flag_id, status=422)
    except PermissionDenied as error:
        raise Http404 from error
    except FlagDecided:
        messages.warning(request, _("该线索已由他人处理，或者情形已经消失。"))
    query = f"?flag={following}" if following else ""
    return redirect(reverse("supervision:queue") + query)


def _following(actor: Person, flag_id: int) -> int | None:
    """The flag that stands after this one in the queue; the first when it was the last."""
    ids = list(flags(actor).values_list("pk", flat=True)[:MOST_COUNTED])
    if flag_id not in ids:
        return ids[0] if ids else None
    rest = ids[ids.index(flag_id) + 1 :] or ids[: ids.index(flag_id)]
    return rest[0] if rest else None
