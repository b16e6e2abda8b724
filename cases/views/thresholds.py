"""The table of thresholds: read by all who read laws, set by the system administrator."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, found
from cases.forms.thresholds import EndThresholdForm, ThresholdForm, ThresholdQueryForm
from cases.policies import brings_reference, reads_laws
from cases.selectors.thresholds import key_of, threshold_lines, threshold_page
from cases.services.thresholds import end_threshold, set_threshold
from cases.views.common import explain


@require_safe
def threshold_list(request: HttpRequest) -> HttpResponse:
    """What applies here now, charge by charge."""
    actor = actor_of(request)
    found(reads_laws(actor))
    form = ThresholdQueryForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "lines": threshold_lines(actor, text=text)}
    return render(request, "cases/thresholds/list.html", context)


@require_safe
def threshold(request: HttpRequest, key: str) -> HttpResponse:
    """One threshold with its versions; the form for who may set it."""
    return _page(request, actor_of(request), key)


@require_POST
def set_value(request: HttpRequest, key: str) -> HttpResponse:
    """A new version, or the value of the province."""
    actor = actor_of(request)
    found(brings_reference(actor))
    form = ThresholdForm(request.POST)
    if form.is_valid():
        try:
            set_threshold(actor=actor, key=key, **form.values())
        except ValidationError as refusal:
            explain(form, refusal, {"local": "scope"})
        else:
            messages.success(request, _("已设定，从施行日期起按它提示。"))
            return redirect("cases:threshold", key)
    return _page(request, actor, key, form=form)


@require_POST
def end_value(request: HttpRequest, pk: int) -> HttpResponse:
    """End a value that was set here."""
    actor = actor_of(request)
    found(brings_reference(actor))
    key = key_of(actor, pk)
    if not key:
        raise Http404
    form = EndThresholdForm(request.POST, auto_id="id_end_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = end_threshold(
                actor=actor, value_id=pk, last=data["last"], ground=data["end_ground"]
            )
        except ValidationError as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("已终止。"))
            return redirect("cases:threshold", row.key)
    return _page(request, actor, key, end_form=form)


def _page(
    request: HttpRequest,
    actor: Person,
    key: str,
    *,
    form: ThresholdForm | None = None,
    end_form: EndThresholdForm | None = None,
) -> HttpResponse:
    page = threshold_page(actor, key)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "row": page.versions[0].row,
        "form": (form or ThresholdForm()) if page.may_set else None,
        "end_form": (end_form or EndThresholdForm(auto_id="id_end_%s")) if page.may_set else None,
    }
    return render(
        request, "cases/thresholds/page.html", context, status=422 if form or end_form else 200
    )
