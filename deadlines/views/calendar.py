"""The working-day calendar as everybody reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from deadlines import years
from deadlines.calendar import current_calendar
from deadlines.forms.calendar import YearFileForm
from deadlines.models import CalendarChange, CalendarYear
from deadlines.policies import may_set_calendar

_CHANGES_SHOWN = 20


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The years that are there; for the administrator also how to bring one."""
    return years_page(request, actor_of(request))


def years_page(
    request: HttpRequest, actor: Person, refused: YearFileForm | None = None
) -> HttpResponse:
    """The page of the years, with what was wrong with a file."""
    found = list(years.calendar_years(actor))
    context = {
        "years": found,
        "may_set": may_set_calendar(actor),
        "drafts": list(years.drafts(actor)),
        "form": refused or YearFileForm(),
        "next_year": _to_be_typed([year.year for year in found if year.published]),
    }
    return render(request, "deadlines/calendar.html", context, status=422 if refused else 200)


def _to_be_typed(published: list[int]) -> int | None:
    """The year whose notice comes next; None where there is no calendar yet."""
    return max(published) + 1 if published else None


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year as twelve months, and how it came to be so."""
    actor = actor_of(request)
    shown = year_or_404(actor, year)
    first, last = years.span_of_years() or (year, year)
    context = {
        "year": shown,
        "months": years.months_of(year, current_calendar()),
        "changes": years.changes_of(actor, year)[:_CHANGES_SHOWN],
        "may_set": may_set_calendar(actor),
        "before": year - 1 if year > first else None,
        "after": year + 1 if year < last else None,
    }
    return render(request, "deadlines/year.html", context)


@require_safe
def year_print(request: HttpRequest, year: int) -> HttpResponse:
    """One year on a sheet of paper."""
    shown = year_or_404(actor_of(request), year)
    context = {"year": shown, "months": years.months_of(year, current_calendar())}
    return render(request, "deadlines/year_print.html", context)


@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed in a year; for the administrator also how far the periods have followed."""
    actor = actor_of(request)
    shown = change_or_404(actor, pk)
    may_set = may_set_calendar(actor)
    recount = getattr(shown, "recount", None) if may_set else None
    if recount and recount.finished_at and "X-Background" in request.headers:
        # The page that asks shows progress: now there is a result to show instead.
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "change": shown,
        "recount": recount,
        "differences": years.differences(shown.days_before, shown.days),
    }
    return render(request, "deadlines/change.html", context)


def year_or_404(actor: Person, year: int) -> CalendarYear:
    """A year that is there."""
    found = years.calendar_year(actor, year)
    if found is None:
        raise Http404
    return found


def change_or_404(actor: Person, pk: int) -> CalendarChange:
    """A line of the history."""
    found = years.change(actor, pk)
    if found is None:
        raise Http404
    return found
