"""Correction of a recorded case: the same form, with a reason; history is kept."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agencies.models import Person
from agencies.views.common import actor_of
from cases import selectors, services
from cases.forms.entry import EntryForm
from cases.forms.reason import ReasonForm
from cases.forms.recorded import show_masks, typed_of
from cases.forms.sections import SECTIONS
from cases.forms.typed import tidy
from cases.inputs import CHILDREN
from cases.models import Case
from cases.selectors.lookup import case_to_correct, corrections_since
from cases.services.warnings import warnings_of
from cases.views.entry import IN_FAULT
from cases.views.rows import changed_rows, filled, focus_on
from core.errors_on_form import error_lines

STALE = HTTPStatus.CONFLICT


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the record; POST corrects it, or adds and removes rows without scripts."""
    actor = actor_of(request)
    case = case_to_correct(actor, pk, rows=CHILDREN)
    if case is None:
        raise Http404
    current = selectors.input_of(case)
    if request.method != "POST":
        form = EntryForm(actor, typed_of(current), current=current)
        return _page(request, case, form, ReasonForm(initial={"version": case.version}))
    rows = changed_rows(request.POST, tidy(request.POST.dict()))
    if request.POST.get("next") != "record":
        fill = "fill" in request.POST
        typed = filled(actor, rows.typed) if fill else rows.typed
        form = EntryForm(actor, typed, current=current)
        focus_on(form, rows.added, "bases" if fill else "")
        return _page(request, case, form, ReasonForm(request.POST, quiet=True))
    form = EntryForm(actor, rows.typed, quiet=False, current=current)
    return _record(request, actor, case, form)


def _record(request: HttpRequest, actor: Person, case: Case, form: EntryForm) -> HttpResponse:
    reason = ReasonForm(request.POST)
    data = form.read()
    if not reason.is_valid() or data is None:
        return _page(request, case, form, reason, status=IN_FAULT)
    asked = reason.cleaned_data
    try:
        corrected = services.correct_case(
            actor=actor,
            case_id=case.pk,
            version=asked["version"],
            data=data,
            reason=asked["reason"],
        )
    except services.StaleCase:
        return _stale(request, case, form, asked)
    except ValidationError as fault:
        form.refuse(fault)
        return _page(request, case, form, reason, status=IN_FAULT)
    if corrected.version == asked["version"]:
        messages.info(request, _("没有改动，未作更正。"))
    else:
        messages.success(request, _("已更正，更正前的内容已留存。"))
    for warning in warnings_of(data):
        messages.warning(request, warning)
    return redirect("cases:detail", case.pk)


def _stale(
    request: HttpRequest, case: Case, form: EntryForm, asked: dict[str, Any]
) -> HttpResponse:
    """Show who was quicker; sending again is then a decision made knowingly."""
    others = list(corrections_since(case, asked["version"]))
    reason = ReasonForm(initial={"version": case.version, "reason": asked["reason"]})
    return _page(request, case, form, reason, status=STALE, others=others)


def _page(
    request: HttpRequest,
    case: Case,
    form: EntryForm,
    reason: ReasonForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if form.current:
        show_masks(form, form.current)
    context = {
        "case": case,
        "form": form,
        "sections": SECTIONS,
        "reason": reason,
        "errors": [*form.error_lines(), *error_lines(reason)],
        "post_url": reverse("cases:correct", args=[case.pk]),
        **more,
    }
    return render(request, "cases/entry/correct.html", context, status=status)
