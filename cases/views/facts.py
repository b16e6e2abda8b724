"""Short pages for what happens after the decision: each adds one thing and goes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies.models import Person
from agencies.views.common import actor_of
from cases.display import closing_warnings, line_facts
from cases.forms.facts import (
    ClosingForm,
    DeferralForm,
    FactForm,
    PaymentForm,
    RemedyForm,
    ServiceForm,
    StepForm,
)
from cases.services import AlreadyDone, add_fact, close_case, record_service
from cases.views.common import TOKEN_LENGTH, changeable_or_404, explain, new_token

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class FactPage:
    """A form, what it does, and how both are called."""

    title: "_StrPromise"
    done: "_StrPromise"
    form: type[forms.Form]
    act: Callable[[Person, int, Any, str], object]
    lead: "_StrPromise | str" = ""


def _add(actor: Person, pk: int, form: FactForm, key: str) -> object:
    return add_fact(actor=actor, case_id=pk, fact=form.fact(), request_key=key)


def _pay(actor: Person, pk: int, form: PaymentForm, key: str) -> object:
    another = form.cleaned_data.get("another", False)
    return add_fact(actor=actor, case_id=pk, fact=form.fact(), request_key=key, another=another)


def _serve(actor: Person, pk: int, form: ServiceForm, key: str) -> object:
    return record_service(
        actor=actor,
        case_id=pk,
        served_on=form.cleaned_data["served_on"],
        method=form.cleaned_data["service_method"],
        request_key=key,
    )


def _close(actor: Person, pk: int, form: ClosingForm, key: str) -> object:
    return close_case(actor=actor, case_id=pk, request_key=key, **form.cleaned_data)


PAGES: dict[str, FactPage] = {
    "add_payment": FactPage(_("登记缴款"), _("已登记缴款。"), PaymentForm, _pay),
    "add_deferral": FactPage(
        _("登记延期分期"),
        _("已登记延期分期。"),
        DeferralForm,
        _add,
        _("经批准延期或者分期缴纳的，缴款期限随之停止（行政处罚法第六十六条）。"),
    ),
    "add_step": FactPage(_("登记执行步骤"), _("已登记执行步骤。"), StepForm, _add),
    "add_remedy": FactPage(_("登记复议诉讼"), _("已登记复议诉讼。"), RemedyForm, _add),
    "serve": FactPage(
        _("登记送达"),
        _("已登记送达，缴款期限开始计算。"),
        ServiceForm,
        _serve,
        _("当事人应当自收到处罚决定书之日起十五日内缴纳罚款（行政处罚法第六十七条）。"),
    ),
    "close": FactPage(
        _("结案"), _("案件已结案。"), ClosingForm, _close, _("结案后，本案的期限随之终止。")
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def fact_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show the form, or do what it says and go back to the case."""
    actor = actor_of(request)
    line = changeable_or_404(actor, pk)
    page = PAGES[kind]
    form = page.form(request.POST or None)
    token = request.POST.get("token", "")[:TOKEN_LENGTH]
    if request.method == "POST" and form.is_valid():
        try:
            page.act(actor, pk, form, token)
        except AlreadyDone:
            messages.info(request, _("这一内容已经登记，没有重复登记。"))
            return redirect("cases:detail", pk=pk)
        except ValidationError as refusal:
            explain(form, refusal, {"closing_reason": "reason"})
        else:
            messages.success(request, page.done)
            return redirect("cases:detail", pk=pk)
    context = {
        "case": line,
        "facts": line_facts(line),
        "page": page,
        "warnings": closing_warnings(line) if kind == "close" else [],
        "form": form,
        "token": token or new_token(),
    }
    return render(request, "cases/fact.html", context, status=422 if form.errors else 200)
