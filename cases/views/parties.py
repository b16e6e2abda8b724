"""Whom a party stands for: its page, its list, and what people decide about it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from cases.forms.parties import LinkReasonForm, PartyNameForm
from cases.policies import may_record, sees_cases
from cases.selectors.candidates import pending_page
from cases.selectors.identities import MOST_CASES, PartyNotKnown
from cases.selectors.party_pages import (
    MOST_FOUND,
    compared,
    parties_named,
    party_page,
    to_split,
    to_undo,
)
from cases.services.merging import (
    ChangedMeanwhile,
    merge_parties,
    split_party,
    tell_apart,
    undo_change,
)
from cases.views.common import explain, first_page
from core.paging import BadCursor

_STALE = _("其他人刚刚处理过这一当事人，没有重复处理。请核对现在的情况。")


@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that this person may know of the party, across agencies."""
    try:
        page = party_page(actor_of(request), pk, cursor=request.GET.get("cursor"))
    except PartyNotKnown as error:
        raise Http404 from error
    except BadCursor:
        return first_page(request)
    return render(request, "cases/parties/party.html", {"page": page, "pk": pk, "most": MOST_CASES})


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """Parties by name; with `for` those with which that party may be merged."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    form = PartyNameForm(request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    other = request.GET.get("for", "")
    context = {
        "form": form,
        "asked": bool(name),
        "found": parties_named(actor, name),
        "most": MOST_FOUND,
        "other": int(other) if other.isascii() and other.isdigit() else None,
        "has_work": may_record(actor),
    }
    return render(request, "cases/parties/list.html", context)


@require_safe
def party_pending(request: HttpRequest) -> HttpResponse:
    """The own agency's parties without a number that may be somebody known."""
    actor = actor_of(request)
    if not may_record(actor):
        raise Http404
    try:
        page = pending_page(actor, cursor=request.GET.get("cursor"))
    except BadCursor:
        return first_page(request)
    return render(request, "cases/parties/pending.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def party_same(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two parties side by side: they are one, or they are not."""
    actor = actor_of(request)
    try:
        one, two = compared(actor, pk, other)
    except PartyNotKnown as error:
        raise Http404 from error
    apart = request.POST.get("decision") == "apart"

    def decide(actor: Person, reason: str) -> None:
        act = tell_apart if apart else merge_parties
        act(actor=actor, party=pk, other=other, reason=reason)

    done = _("已记下不是同一当事人，不再提示。") if apart else _("已归并为同一当事人。")
    return _decided(
        request, decide, str(done), pk, "cases/parties/same.html", {"sides": (one, two)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def party_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the party out of the identity it was linked to by mistake."""
    actor = actor_of(request)
    try:
        row, known = to_split(actor, pk)
    except PartyNotKnown as error:
        raise Http404 from error

    def decide(actor: Person, reason: str) -> None:
        split_party(actor=actor, party=pk, reason=reason)

    context = {"row": row, "known": known}
    return _decided(request, decide, _("已拆出。"), pk, "cases/parties/split.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def party_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    actor = actor_of(request)
    try:
        change, known = to_undo(actor, pk)
    except PartyNotKnown as error:
        raise Http404 from error

    def decide(actor: Person, reason: str) -> None:
        undo_change(actor=actor, change=pk, reason=reason)

    context = {"change": change, "known": known}
    return _decided(
        request, decide, _("已撤销。"), known.party_id, "cases/parties/undo.html", context
    )


def _decided(
    request: HttpRequest,
    decide: Callable[[Person, str], None],
    done: object,
    party_id: int,
    template: str,
    context: dict[str, object],
) -> HttpResponse:
    """Show the form with what it is about, or do it and go to the party."""
    form = LinkReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(actor_of(request), form.cleaned_data["reason"])
        except PermissionDenied as error:
            raise Http404 from error
        except ChangedMeanwhile:
            messages.warning(request, _STALE)
            return redirect("cases:party", pk=party_id)
        except ValidationError as refusal:
            explain(form, refusal)
        else:
            messages.success(request, str(done))
            return redirect("cases:party", pk=party_id)
    context |= {"form": form, "pk": party_id}
    return render(request, template, context, status=422 if form.errors else 200)
