"""The month view of what is due, the agenda of a month, and one day of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from core.clock import current_day
from core.paging import BadCursor
from inbox.registry import day_lines, day_marks
from inbox.selectors import TodoFilter, page_of_todos
from inbox.selectors.month import month_of
from inbox.templatetags.inbox_ui import WEEKDAYS
from inbox.views.common import tabs

# Beyond these nothing is due, and no calendar says anything.
_YEARS = range(2000, 2101)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Week by week, or with `view=agenda` as a list that reads and prints in one column."""
    actor = actor_of(request)
    agenda = request.GET.get("view") == "agenda"
    first = _first_of(request.GET.get("month", ""))
    shown = month_of(actor, first, shown=None) if agenda else month_of(actor, first)
    today = current_day()
    context = {
        "month": shown,
        "agenda": agenda,
        "tabs": tabs("month"),
        "weekday_names": WEEKDAYS,
        "this_month": today.replace(day=1),
    }
    return render(request, "inbox/month.html", context)


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Everything that falls on one day."""
    actor = actor_of(request)
    on = _day(request.GET.get("on", "") or current_day().isoformat())
    wanted = TodoFilter(on=on)
    try:
        page = page_of_todos(actor, shown="open", cursor=request.GET.get("cursor"), wanted=wanted)
    except BadCursor as error:
        raise Http404 from error
    context = {
        "on": on,
        "mark": day_marks(on, on)[on],
        "page": page,
        "others": day_lines(actor, on, on),
        "tabs": tabs("month"),
    }
    return render(request, "inbox/day.html", context)


def _first_of(text: str) -> date:
    return _day(f"{text}-01") if text else current_day().replace(day=1)


def _day(text: str) -> date:
    try:
        on = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if on.year not in _YEARS:
        raise Http404
    return on
