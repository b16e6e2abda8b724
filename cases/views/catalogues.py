"""The catalogues of laws, of charges and of powers and duties."""

from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of, found
from cases.forms.reference import ChargeQueryForm, LawQueryForm, MatterQueryForm
from cases.models import Law
from cases.policies import reads_laws
from cases.selectors.law_lists import charges_matching, laws_matching, matters_matching
from cases.selectors.lookup import laws_titled
from cases.views.common import first_page
from core.paging import BadCursor, keyset_page

PAGE_SIZE = 50


def _list(
    request: HttpRequest,
    form: Form,
    rows: QuerySet[Any],
    order: list[str],
    **context: object,
) -> HttpResponse:
    try:
        page = keyset_page(rows, order=order, cursor=request.GET.get("cursor"), size=PAGE_SIZE)
    except BadCursor:
        return first_page(request)
    name = f"cases/laws/{context.pop('template')}.html"
    return render(request, name, {"form": form, "page": page, **context})


def _asked(form: Form, *names: str) -> dict[str, str]:
    values = form.cleaned_data if form.is_valid() else {}
    return {("text" if name == "q" else name): values.get(name, "") for name in names}


def _criminal_law() -> Law | None:
    return laws_titled(["刑法"]).get("刑法")


@require_safe
def law_list(request: HttpRequest) -> HttpResponse:
    """Laws by name, initials, level and status."""
    actor = actor_of(request)
    found(reads_laws(actor))
    form = LawQueryForm(request.GET)
    rows = laws_matching(actor, **_asked(form, "q", "level", "status"))
    return _list(request, form, rows, ["rank", "short_title", "id"], template="list")


@require_safe
def charge_list(request: HttpRequest) -> HttpResponse:
    """Charges by name or article of 刑法."""
    actor = actor_of(request)
    found(reads_laws(actor))
    form = ChargeQueryForm(request.GET)
    rows = charges_matching(actor, **_asked(form, "q", "state"))
    order = ["number", "sub_article", "id"]
    return _list(request, form, rows, order, template="charges", criminal_law=_criminal_law())


@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    """The powers-and-duties catalogue, by sector."""
    actor = actor_of(request)
    found(reads_laws(actor))
    form = MatterQueryForm(request.GET)
    rows = matters_matching(actor, **_asked(form, "q", "sector", "state"))
    return _list(request, form, rows, ["code"], template="matters")
