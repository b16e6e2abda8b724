"""Writing a paper: choose its kind, fill in its sections; the server keeps what is typed."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Person
from agencies.selectors import agencies_of
from agencies.views.common import actor_of
from documents import services
from documents.errors import Incomplete, Refused, Stale
from documents.forms.draft import (
    PaperForm,
    kept_data,
    kept_rows,
    sent_recipients,
    sent_rows,
    sent_values,
)
from documents.forms.kinds import KindForm
from documents.kinds import problems
from documents.models import Document
from documents.selectors import draft_for, kind_name, subject_line
from documents.services.drafting import kind_of
from documents.signing import is_free
from documents.views.common import number_in, or_404

_MARK = 20


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, subject_type: str, subject_id: int) -> HttpResponse:
    """Choose the kind of paper; the draft starts with what is known of its subject."""
    actor = actor_of(request)
    line = or_404(lambda: subject_line(actor, subject_type, subject_id))
    form = KindForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        draft = or_404(
            lambda: services.begin_draft(
                actor=actor, kind=kind, subject_type=subject_type, subject_id=subject_id
            )
        )
        return redirect("documents:draft", draft.pk)
    context = {"form": form, "subject": line}
    return render(request, "documents/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. Every button keeps what was typed; without scripts they also add rows."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    if request.method != "POST":
        faults = _faults(kept) if "check" in request.GET else {}
        return _page(request, actor, kept, faults=faults)
    try:
        kept = _keep(request, actor, kept)
    except Stale as stale:
        return _page(request, actor, kept, sent=True, stale=stale.current_version)
    except Incomplete as wrong:
        return _page(request, actor, kept, sent=True, faults=wrong.errors)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("documents:paper", pk)
    return _went_on(request, actor, kept)


def _went_on(request: HttpRequest, actor: Person, kept: Document) -> HttpResponse:
    wanted = request.POST.get("next", "")
    if wanted == "preview":
        return redirect("documents:preview", kept.pk)
    if wanted == "sign":
        faults = _faults(kept)
        if faults:
            return _page(request, actor, kept, sent=True, faults=faults)
        return redirect("documents:sign", kept.pk)
    if wanted == "later":
        messages.success(request, _("草稿已保存，可以随时继续。"))
        return redirect("documents:register")
    return _page(request, actor, kept, sent=True, saved=True)


def _faults(kept: Document) -> dict[str, str]:
    return problems(kind_of(kept), kept.values)


def _keep(request: HttpRequest, actor: Person, kept: Document) -> Document:
    data = request.POST
    kind = kind_of(kept)
    mark = data.get("page", "")[:_MARK]
    sends = _sends(kept)
    return services.save_draft(
        actor=actor,
        document_id=kept.pk,
        version=number_in(data.get("version", "")),
        values=sent_values(data, kind),
        title=data.get("title", ""),
        addressee=data.get("addressee"),
        recipients=sent_recipients(data, _agencies(actor)) if sends else None,
        urgency=data.get("urgency"),
        enclosures=data.get("enclosures", "").splitlines() if sends else None,
        grade=grade if (grade := number_in(data.get("grade", ""), 1)) in range(1, 5) else None,
        page=services.Page(mark, number_in(data.get("sequence", ""))) if mark else None,
    )


def _sends(kept: Document) -> bool:
    """Whether the form says whom it goes to: of a paper of a flow, the flow does."""
    return is_free(kept) and not kind_of(kept).internal


def _agencies(actor: Person) -> Any:
    found = agencies_of(actor).filter(is_active=True).exclude(pk=actor.agency_id)
    return found.order_by("kind", "name")


def _page(
    request: HttpRequest,
    actor: Person,
    kept: Document,
    *,
    sent: bool = False,
    saved: bool = False,
    stale: int = 0,
    faults: dict[str, str] | None = None,
) -> HttpResponse:
    kind = kind_of(kept)
    form = PaperForm(
        request.POST if sent else kept_data(kept, kind),
        kind=kind,
        agencies=_agencies(actor),
        sends=_sends(kept),
        faults=faults,
        rows=sent_rows(request.POST, kind) if sent else kept_rows(kept, kind),
    )
    context = {
        "form": form,
        "draft": kept,
        "kind": kind,
        "kind_name": kind_name(kept.kind),
        "subject": subject_line(actor, kept.subject_type, kept.subject_id),
        "stale": bool(stale),
        "saved": saved,
        "version": stale or kept.version,
        "mark": request.POST.get("page", "")[:_MARK] or get_random_string(_MARK),
        "sequence": number_in(request.POST.get("sequence", "")),
        "autosave_url": reverse("documents:autosave", args=[kept.pk]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    if stale:
        status = HTTPStatus.CONFLICT
    return render(request, "documents/draft.html", context, status=status)


@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what stands in the form now; nothing is judged. 409 when newer text is there."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    try:
        kept = _keep(request, actor, kept)
    except (Stale, Incomplete, Refused):
        return JsonResponse({}, status=HTTPStatus.CONFLICT)
    saved_at = f"{timezone.localtime():%H:%M}"
    return JsonResponse({"saved_at": saved_at, "fields": {"version": kept.version}})


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then throw the draft away."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    if request.method == "POST":
        try:
            services.discard_draft(actor=actor, document_id=pk)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("documents:paper", pk)
        messages.success(request, _("草稿已删除。"))
        return redirect("documents:register")
    context = {"draft": kept, "kind_name": kind_name(kept.kind)}
    return render(request, "documents/discard.html", context)
