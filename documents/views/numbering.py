"""Where the series of numbers of an agency stand, and letting one go on from paper (接续文号)."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.policies import can_manage_agencies
from agencies.views.common import actor_of
from documents.errors import Incomplete, Refused
from documents.forms.numbering import ContinueForm
from documents.selectors.numbering import numbered_agency, series_line, series_lines
from documents.services.numbering import continue_numbers, numbered_years
from documents.views.common import number_in, or_404


@require_safe
def numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """All series of the agency in a year: last on paper, last given here, next."""
    actor = actor_of(request)
    agency = or_404(lambda: numbered_agency(actor, pk))
    year = _year(request)
    context = {
        "agency": agency,
        "lines": or_404(lambda: series_lines(actor, agency, year)),
        "year": year,
        "years": numbered_years(),
        "may_manage": can_manage_agencies(actor),
    }
    return render(request, "documents/numbers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def continue_series(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Say which number was the last on paper; asked until the first is given here."""
    actor = actor_of(request)
    agency = or_404(lambda: numbered_agency(actor, pk))
    year = _year(request)
    line = or_404(lambda: series_line(actor, agency, kind, year))
    form = ContinueForm(request.POST or None, line=line)
    back = f"{reverse('documents:numbers', args=[pk])}?year={year}"
    if request.method == "POST" and form.is_valid():
        last: int = form.cleaned_data["last"]
        try:
            following = or_404(
                lambda: continue_numbers(
                    actor=actor, issuer_id=agency.pk, symbol=line.symbol, year=year, last=last
                )
            )
        except Incomplete as wrong:
            form.add_error("last", wrong.errors["last"])
        except Refused as refusal:
            messages.warning(request, refusal.message)
            return redirect(back)
        else:
            messages.success(request, _("已登记，下一号是%(number)s。") % {"number": following})
            return redirect(back)
    context = {"agency": agency, "line": line, "form": form, "back": back, "year": year}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "documents/numbers_form.html", context, status=status)


def _year(request: HttpRequest) -> int:
    """The year asked for, where numbers of it are still given; else this one."""
    asked = number_in(request.GET.get("year", ""), most=4)
    years = numbered_years()
    return asked if asked in years else years[0]
