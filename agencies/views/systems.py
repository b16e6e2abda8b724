"""Pages of systems: bounded by the security administrator, tokens for the agency's head."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies import selectors
from agencies.forms.people import ReasonForm
from agencies.forms.systems import SystemForm, SystemQueryForm, SystemTermsForm, TokenForm
from agencies.models import AgencySystem, Person
from agencies.policies import system_policy
from agencies.services import change_system, close_system, issue_token, register_system
from agencies.services import revoke_token as revoke
from agencies.views.common import PAGE_SIZE, actor_of, apply_or_explain, found
from core.paging import BadCursor, keyset_page


@require_GET
def systems(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(system_policy.may_list(actor))
    form = SystemQueryForm(request.GET, actor=actor)
    rows = selectors.systems_of(actor)
    if form.is_valid():
        asked = form.cleaned_data
        rows = selectors.matching_systems(rows, agency=asked["agency"], state=asked["state"])
    try:
        page = keyset_page(
            rows,
            order=["person__agency__name", "person__name", "id"],
            cursor=request.GET.get("cursor"),
            size=PAGE_SIZE,
        )
    except BadCursor as error:
        raise Http404 from error
    context = {"form": form, "page": page, "may_manage": system_policy.may_manage(actor)}
    return render(request, "agencies/systems.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def system_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(system_policy.may_manage(actor))
    form = SystemForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made: list[AgencySystem] = []
        if apply_or_explain(form, lambda: made.append(register_system(actor=actor, **data))):
            messages.success(request, _("已登记系统：%(name)s") % {"name": data["name"]})
            return redirect("agencies:system", pk=made[0].pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def system_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(system_policy.may_manage(actor))
    system = get_object_or_404(selectors.systems_of(actor), pk=pk)
    form = SystemTermsForm(request.POST or None, system=system)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if apply_or_explain(form, lambda: change_system(actor=actor, system=system, **data)):
            messages.success(request, _("已保存：%(name)s") % {"name": data["name"]})
            return redirect("agencies:system", pk=pk)
    return _form_page(request, form, system)


def _form_page(
    request: HttpRequest, form: SystemTermsForm, system: AgencySystem | None
) -> HttpResponse:
    return render(
        request,
        "agencies/system_form.html",
        {"form": form, "system": system},
        status=422 if form.errors else 200,
    )


@require_GET
def system(request: HttpRequest, pk: int) -> HttpResponse:
    return _system_page(request, actor_of(request), pk, ReasonForm())


def _system_page(
    request: HttpRequest, actor: Person, pk: int, reason_form: ReasonForm
) -> HttpResponse:
    system = get_object_or_404(selectors.systems_of(actor), pk=pk)
    context = {
        "system": system,
        "tokens": selectors.tokens_of(system),
        "reason_form": reason_form,
        "may_manage": system_policy.may_manage(actor),
        "may_issue": system_policy.may_issue(actor, system) and system.person.is_active,
    }
    return render(
        request, "agencies/system.html", context, status=422 if reason_form.errors else 200
    )


@require_POST
def system_close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found(system_policy.may_manage(actor))
    system = get_object_or_404(selectors.systems_of(actor), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid() and apply_or_explain(
        form,
        lambda: close_system(actor=actor, system=system, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, _("已停用系统：%(name)s") % {"name": system.person.name})
        return redirect("agencies:system", pk=pk)
    return _system_page(request, actor, pk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a token; the answer to the POST is the one time that it is shown."""
    actor = actor_of(request)
    system = get_object_or_404(selectors.systems_of(actor), pk=pk)
    found(system_policy.may_issue(actor, system))
    form = TokenForm(request.POST or None, system=system)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made: list[str] = []
        if apply_or_explain(
            form, lambda: made.append(issue_token(actor=actor, system=system, **data)[1])
        ):
            return render(
                request, "agencies/token_shown.html", {"system": system, "token": made[0]}
            )
    return render(
        request,
        "agencies/token_form.html",
        {"form": form, "system": system},
        status=422 if form.errors else 200,
    )


@require_POST
def token_revoke(request: HttpRequest, pk: int, token_id: int) -> HttpResponse:
    actor = actor_of(request)
    system = get_object_or_404(selectors.systems_of(actor), pk=pk)
    found(system_policy.may_revoke(actor, system))
    token = get_object_or_404(selectors.tokens_of(system), pk=token_id)
    revoke(actor=actor, token=token)
    messages.success(request, _("已撤销令牌：%(name)s") % {"name": token.name})
    return redirect("agencies:system", pk=pk)
