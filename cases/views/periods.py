"""Short pages for what changes a running period: each does one thing and goes back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies.models import HEADS, Person
from agencies.views.common import actor_of
from cases.display import view_facts
from cases.forms.periods import ExtensionForm, PauseForm, ResumeForm, StrikeForm
from cases.selectors import CaseView
from cases.selectors.periods import AdjustmentView, PeriodView
from cases.services import AlreadyDone
from cases.services.periods import (
    extend_period,
    pause_period,
    resume_period,
    strike_adjustment,
)
from cases.views.common import TOKEN_LENGTH, explain, new_token, view_or_404

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

T = TypeVar("T")


@dataclass(frozen=True)
class _Page:
    """A form about a period, what it does, and how both are called."""

    title: "_StrPromise"
    done: "_StrPromise"
    form: forms.Form
    act: Callable[[str], object]
    view: CaseView
    period: PeriodView
    adjustment: AdjustmentView | None = None


def _own_view(actor: Person, pk: int) -> CaseView:
    view = view_or_404(actor, pk)
    if not view.may_change:
        raise Http404
    return view


def _period(view: CaseView, clock: int) -> PeriodView:
    return _found(period for period in view.periods if period.id == clock)


def _entries(
    view: CaseView, sort: str, adjustment: int
) -> Iterator[tuple[PeriodView, AdjustmentView]]:
    for period in view.periods:
        for each in period.pauses if sort == "pause" else period.extensions:
            if each.id == adjustment:
                yield period, each


def _overtaken(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Somebody else was quicker, or the same button was pressed twice."""
    messages.info(request, _("这一登记已经恢复或者撤销，请看期限的最新情况。"))
    return redirect("cases:detail", pk=view.id)


def _found(things: Iterable[T]) -> T:
    for thing in things:
        return thing
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, pk: int, clock: int) -> HttpResponse:
    """Leave days out of a period, or let it stand still."""
    actor = actor_of(request)
    view = _own_view(actor, pk)
    period = _period(view, clock)
    if not period.kinds:
        raise Http404
    form = PauseForm(request.POST or None, actor=actor, period=period)

    def act(key: str) -> object:
        return pause_period(
            actor=actor, case_id=pk, clock_id=clock, request_key=key, **form.cleaned_data
        )

    title, done = _("扣除期间或者中止计算"), _("已登记，期限重新计算。")
    return _answer(request, _Page(title, done, form, act, view, period))


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: int, clock: int) -> HttpResponse:
    """Add to a period what a rule allows."""
    actor = actor_of(request)
    view = _own_view(actor, pk)
    period = _period(view, clock)
    if not period.offers:
        raise Http404
    form = ExtensionForm(request.POST or None, actor=actor, period=period)

    def act(key: str) -> object:
        return extend_period(
            actor=actor, case_id=pk, clock_id=clock, request_key=key, **form.cleaned_data
        )

    page = _Page(_("延长期限"), _("已登记延长，期限重新计算。"), form, act, view, period)
    return _answer(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, pk: int, pause: int) -> HttpResponse:
    """Let a period that stands still run on."""
    actor = actor_of(request)
    view = _own_view(actor, pk)
    period, entry = _found(_entries(view, "pause", pause))
    if period.paused is None or period.paused.id != pause:
        return _overtaken(request, view)
    form = ResumeForm(request.POST or None)

    def act(key: str) -> object:
        return resume_period(
            actor=actor, case_id=pk, pause_id=pause, request_key=key, **form.cleaned_data
        )

    title, done = _("恢复计算期限"), _("已恢复计算，期限重新计算。")
    return _answer(request, _Page(title, done, form, act, view, period, entry))


@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, pk: int, sort: str, adjustment: int) -> HttpResponse:
    """Strike what was entered by mistake; for leaders."""
    actor = actor_of(request)
    if not actor.holds(*HEADS):
        raise Http404
    view = _own_view(actor, pk)
    period, entry = _found(_entries(view, sort, adjustment))
    if not entry.stands:
        return _overtaken(request, view)
    form = StrikeForm(request.POST or None)

    def act(key: str) -> object:
        return strike_adjustment(
            actor=actor,
            case_id=pk,
            adjustment=(sort, adjustment),
            request_key=key,
            **form.cleaned_data,
        )

    title, done = _("撤销登记"), _("已撤销登记，期限重新计算。")
    return _answer(request, _Page(title, done, form, act, view, period, entry))


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    token = request.POST.get("token", "")[:TOKEN_LENGTH]
    if request.method == "POST" and page.form.is_valid():
        try:
            page.act(token)
        except AlreadyDone:
            messages.info(request, _("这一内容已经登记，没有重复登记。"))
            return redirect("cases:detail", pk=page.view.id)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            explain(page.form, refusal)
        else:
            messages.success(request, page.done)
            return redirect("cases:detail", pk=page.view.id)
    context = {
        "case": page.view,
        "facts": view_facts(page.view),
        "page": page,
        "form": page.form,
        "token": token or new_token(),
    }
    status = 422 if page.form.errors else 200
    return render(request, "cases/period.html", context, status=status)
