"""The simulator: one period day by day, and the two reckonings put together from several."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from core.clock import current_day
from deadlines.calendar import current_rulebook
from deadlines.counting import late_fee
from deadlines.enforcement import window_of
from deadlines.forms.composite import ApplyForm, FeeForm
from deadlines.forms.simulator import CountForm
from deadlines.simulating import NeedsMoment, NotInForce, Simulation, countable_rules, simulate
from deadlines.simulating.fees import fee_months

COUNT, APPLY, FEE = "count", "apply", "fee"


@require_safe
def simulator(request: HttpRequest) -> HttpResponse:
    """What is asked in the address, and the answer; open to everybody who is signed in."""
    actor_of(request)
    tool = request.GET.get("tool", COUNT)
    answer = {APPLY: _apply, FEE: _fee}.get(tool, _count)
    context: dict[str, Any] = {"tool": tool if tool in (APPLY, FEE) else COUNT}
    return render(request, "deadlines/simulator.html", context | answer(request))


def _asks(request: HttpRequest, name: str) -> bool:
    """Whether the form was sent, and not only its page opened."""
    return name in request.GET


def _count(request: HttpRequest) -> dict[str, Any]:
    book = current_rulebook()
    groups = countable_rules(book, request.GET.get("find", "")[:60])
    found = [rule for group in groups for rule in group.rules]
    said = request.GET.copy()
    if len(found) == 1:
        said["rule"] = found[0].key
    if not _asks(request, "start"):
        # A link may name the rule: the page then waits for the day.
        form = CountForm(groups=groups, initial={"rule": said.get("rule")})
        return {"form": form, "found": found}
    form = CountForm(said, groups=groups)
    simulation = _simulated(form, whole=_asks(request, "whole")) if form.is_valid() else None
    return {"form": form, "found": found, "simulation": simulation}


def _simulated(form: CountForm, *, whole: bool) -> Simulation | None:
    asked = form.asked()
    book = current_rulebook()
    try:
        return simulate(book, asked, whole=whole)
    except NotInForce:
        form.add_error("start", _("这一天没有施行中的版本，或者该版本没有规定天数。"))
    except NeedsMoment:
        form.add_error("at", _("这一期限按小时计算，请填写时刻。"))
    except ValueError:
        form.add_error("extend", _("不能这样延长：倒算的期限不能延长，小时与日不能混用。"))
    return None


def _apply(request: HttpRequest) -> dict[str, Any]:
    if not _asks(request, "served_on"):
        return {"form": ApplyForm()}
    form = ApplyForm(request.GET)
    if not form.is_valid():
        return {"form": form}
    window = window_of(current_rulebook(), form.facts())
    if window is None:
        form.add_error("served_on", _("当时还没有规定申请强制执行的期限。"))
    return {"form": form, "window": window, "today": current_day()}


def _fee(request: HttpRequest) -> dict[str, Any]:
    if not _asks(request, "fine"):
        return {"form": FeeForm(initial={"until": current_day()})}
    form = FeeForm(request.GET)
    if not form.is_valid():
        return {"form": form}
    said = form.cleaned_data
    fee = late_fee(
        said["fine"],
        due_on=said["due_on"],
        until=said["until"],
        payments=said["payments"],
        pauses=said["pauses"],
    )
    return {"form": form, "fee": fee, "months": fee_months(fee)}
