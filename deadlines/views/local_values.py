"""Local values: typed, looked through, confirmed. The system administrator's."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain, found
from deadlines.forms.rules import EndLocalValueForm
from deadlines.policies import may_set_local_values
from deadlines.rule_pages import local_line
from deadlines.rule_pages import local_value as local_value_of
from deadlines.services.local_values import (
    LocalPlan,
    end_local_value,
    plan_end,
    plan_local_value,
    preview_local_plan,
    set_local_value,
)
from deadlines.views.rules import local_form, show_rule


@require_POST
def set_value(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a local value would change; set it once that was confirmed."""
    actor = _administrator(request)
    form = local_form(key, request.POST)
    if request.POST.get("back"):
        return show_rule(request, actor, key, form=form)
    if form.is_valid() and request.POST.get("confirm"):

        def confirm() -> None:
            set_local_value(actor=actor, key=key, edition=_edition(request), **form.values())

        if apply_or_explain(form, confirm):
            messages.success(request, _("本地期限已生效，未结期限正在按它重新计算。"))
            return redirect("deadlines:rule", key)
    elif form.is_valid():
        plan = _planned(form, lambda: plan_local_value(actor=actor, key=key, **form.values()))
        if plan is not None:
            return _preview(request, plan, form)
    return show_rule(request, actor, key, form=form)


@require_POST
def end_value(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what ending a local value would change; end it once that was confirmed."""
    actor = _administrator(request)
    value = local_value_of(actor, pk)
    if value is None:
        raise Http404
    form = EndLocalValueForm(request.POST)
    if request.POST.get("back"):
        return show_rule(request, actor, value.key, end_form=form)
    if form.is_valid() and request.POST.get("confirm"):

        def confirm() -> None:
            end_local_value(
                actor=actor, value_id=value.pk, edition=_edition(request), **form.cleaned_data
            )

        if apply_or_explain(form, confirm):
            messages.success(request, _("本地期限已终止，未结期限正在重新计算。"))
            return redirect("deadlines:rule", value.key)
    elif form.is_valid():
        plan = _planned(form, lambda: plan_end(actor=actor, value_id=value.pk, **form.cleaned_data))
        if plan is not None:
            return _preview(request, plan, form)
    return show_rule(request, actor, value.key, end_form=form)


def _administrator(request: HttpRequest) -> Person:
    actor = actor_of(request)
    found(may_set_local_values(actor))
    return actor


def _planned(form: BaseForm, make: Callable[[], LocalPlan]) -> LocalPlan | None:
    """The plan, or None with what was refused on the form."""
    plans: list[LocalPlan] = []
    apply_or_explain(form, lambda: plans.append(make()))
    return plans[0] if plans else None


def _preview(request: HttpRequest, plan: LocalPlan, form: BaseForm) -> HttpResponse:
    context = {
        "plan": plan,
        "rule": plan.book.rules[plan.key][-1],
        "new": local_line(plan.new) if plan.new else None,
        "ended": [local_line(value) for value in plan.ended],
        "preview": preview_local_plan(plan),
        "hidden": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "deadlines/local_preview.html", context)


def _edition(request: HttpRequest) -> UUID | None:
    """The edition that the preview was made by. Raises ValidationError for none."""
    try:
        return UUID(request.POST.get("edition", ""))
    except ValueError as fault:
        raise ValidationError(_("请先查看影响，再确认。")) from fault
