"""Pages of sharing agreements: propose, decide, end, and what each means."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies import selectors
from agencies.coverage import covered_cases
from agencies.explain import explain, state_of
from agencies.forms.agreements import AgreementForm, AgreementQueryForm, ApprovalForm
from agencies.forms.people import ReasonForm
from agencies.models import AgreementStatus, Person, SharingAgreement
from agencies.policies import agreement_policy
from agencies.services import (
    approve_agreement,
    end_agreement,
    propose_agreement,
    refuse_agreement,
)
from agencies.views.common import PAGE_SIZE, actor_of, apply_or_explain, found
from core.paging import BadCursor, keyset_page


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(agreement_policy.may_list(actor))
    form = AgreementQueryForm(request.GET, actor=actor)
    rows = selectors.agreements_of(actor)
    if form.is_valid():
        rows = selectors.matching_agreements(rows, **form.cleaned_data)
    try:
        page = keyset_page(rows, order=["-id"], cursor=request.GET.get("cursor"), size=PAGE_SIZE)
    except BadCursor as error:
        raise Http404 from error
    lines = [(agreement, *state_of(agreement)) for agreement in page.items]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "agencies/agreements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found(agreement_policy.may_list(actor))
    form = AgreementForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not agreement_policy.may_propose(actor, data["provider"], data["receiver"]):
            form.add_error(None, _("只能提出本机关提供或者接收的共享协议。"))
        else:
            made: list[SharingAgreement] = []
            if apply_or_explain(form, lambda: made.append(propose_agreement(actor=actor, **data))):
                messages.success(request, _("已提出，等待另一人批准。"))
                return redirect("agencies:agreement", pk=made[0].pk)
    return render(
        request,
        "agencies/agreement_form.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    return _agreement_page(request, actor_of(request), pk)


def _agreement_page(
    request: HttpRequest,
    actor: Person,
    pk: int,
    refused: ApprovalForm | ReasonForm | None = None,
) -> HttpResponse:
    shown = get_object_or_404(selectors.agreements_of(actor), pk=pk)
    tone, state = state_of(shown)
    proposed = shown.status == AgreementStatus.PROPOSED
    in_force = shown.status == AgreementStatus.IN_FORCE
    context = {
        "agreement": shown,
        "tone": tone,
        "state": state,
        "sentences": explain(shown),
        # For those whose data it is: a receiver would learn of cases by proposing.
        "covered": covered_cases(shown) if agreement_policy.may_end(actor, shown) else None,
        "refused": refused,
        "reason_form": refused if isinstance(refused, ReasonForm) else ReasonForm(),
        "may_decide": proposed and agreement_policy.may_decide(actor, shown),
        "is_own_proposal": proposed and shown.proposed_by_id == actor.pk,
        "may_end": in_force and agreement_policy.may_end(actor, shown),
    }
    return render(
        request, "agencies/agreement.html", context, status=200 if refused is None else 422
    )


@require_POST
def agreement_approve(request: HttpRequest, pk: int) -> HttpResponse:
    form = ApprovalForm({})
    return _act(request, pk, form, approve_agreement, _("协议已生效。"))


@require_POST
def agreement_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    return _act(
        request,
        pk,
        form,
        lambda **act: refuse_agreement(**act, reason=form.cleaned_data["reason"]),
        _("已记录不同意的决定。"),
    )


@require_POST
def agreement_end(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    return _act(
        request,
        pk,
        form,
        lambda **act: end_agreement(**act, reason=form.cleaned_data["reason"]),
        _("协议已终止，对方不能再查看这些案件。"),
    )


def _act(
    request: HttpRequest,
    pk: int,
    form: ApprovalForm | ReasonForm,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Run the service call, then go back to the agreement; stay when it refuses."""
    actor = actor_of(request)
    shown = get_object_or_404(selectors.agreements_of(actor), pk=pk)
    found(agreement_policy.may_end(actor, shown))
    if form.is_valid() and apply_or_explain(form, lambda: act(actor=actor, agreement=shown)):
        messages.success(request, done)
        return redirect("agencies:agreement", pk=pk)
    return _agreement_page(request, actor, pk, form)
