"""Pages of agencies: the list is for everyone, changes are the system administrator's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies import selectors
from agencies.closing import passing_on
from agencies.forms.agencies import AgencyForm, AgencyQueryForm, ClosingForm
from agencies.policies import can_manage_agencies
from agencies.services import close_agency, create_agency, update_agency
from agencies.views.common import PAGE_SIZE, actor_of, apply_or_explain, found, typed_so_far
from core.paging import BadCursor, keyset_page


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = AgencyQueryForm(request.GET)
    rows = selectors.agencies_of(actor)
    if form.is_valid():
        asked = form.cleaned_data
        rows = selectors.matching_agencies(rows, asked["q"])
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["state"]:
            rows = rows.filter(is_active=asked["state"] == "active")
    try:
        page = keyset_page(
            rows,
            order=["kind", "name", "id"],
            cursor=request.GET.get("cursor"),
            size=PAGE_SIZE,
        )
    except BadCursor as error:
        raise Http404 from error
    context = {"form": form, "page": page, "may_manage": can_manage_agencies(actor)}
    return render(request, "agencies/agencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agency_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(can_manage_agencies(actor))
    form = AgencyForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(form, lambda: create_agency(actor=actor, **data)):
            messages.success(request, _("已新增机关：%(name)s") % {"name": data["name"]})
            return redirect("agencies:agencies")
    return _form_page(request, form, {"agency": None})


@require_http_methods(["GET", "HEAD", "POST"])
def agency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(can_manage_agencies(actor))
    agency = get_object_or_404(selectors.agencies_of(actor), pk=pk)
    form = AgencyForm(request.POST or None, actor=actor, agency=agency)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(form, lambda: update_agency(actor=actor, agency=agency, **data)):
            messages.success(request, _("已保存机关：%(name)s") % {"name": data["name"]})
            return redirect("agencies:agencies")
    return _form_page(request, form, {"agency": agency})


@require_http_methods(["GET", "HEAD", "POST"])
def agency_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an agency and say who takes over; what would pass is shown first, in figures."""
    actor = actor_of(request)
    found(can_manage_agencies(actor))
    agency = get_object_or_404(selectors.agencies_of(actor), pk=pk, is_active=True)
    # A form with nothing in it is refused as well: what is sent may be empty.
    data = request.POST if request.method == "POST" else None
    form = ClosingForm(data, actor=actor, agency=agency)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        if apply_or_explain(
            form, lambda: close_agency(actor=actor, agency=agency, successor=successor)
        ):
            names = {"name": agency.name, "successor": successor.name}
            messages.success(request, _("%(name)s已停用，由%(successor)s承接。") % names)
            return redirect("agencies:agencies")
    context = {"form": form, "agency": agency, "lines": passing_on(agency)}
    status = 422 if form.errors else 200
    return render(request, "agencies/close.html", context, status=status)


def _form_page(request: HttpRequest, form: AgencyForm, context: dict[str, object]) -> HttpResponse:
    return render(
        request,
        "agencies/agency_form.html",
        {"form": form, **context},
        status=422 if form.errors else 200,
    )


@require_GET
def find_agencies(request: HttpRequest) -> HttpResponse:
    """Lines for the typeahead: active agencies by name or pinyin initials."""
    agencies = selectors.find_agencies(actor_of(request), typed_so_far(request))
    options = [(agency.pk, agency.name, agency.get_kind_display()) for agency in agencies]
    return render(request, "agencies/options.html", {"options": options})


@require_GET
def find_regions(request: HttpRequest) -> HttpResponse:
    """Lines for the typeahead: divisions by code or name."""
    actor_of(request)
    regions = selectors.find_regions(typed_so_far(request))
    options = [(region.code, f"{region.code} {region.full_name}", "") for region in regions]
    return render(request, "agencies/options.html", {"options": options})
