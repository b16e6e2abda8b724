"""Laws: one law, one article, and the text of what is being cited."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Person
from agencies.views.common import actor_of, found, typed_so_far
from cases.forms.reference import LawPageForm
from cases.models import Law
from cases.policies import reads_laws
from cases.selectors.citing import cited_text
from cases.selectors.law_lists import law_for
from cases.selectors.law_pages import law_page
from cases.selectors.laws import Provision, cite


def _law_or_404(actor: Person, pk: int) -> Law:
    law = law_for(actor, pk)
    if law is None:
        raise Http404
    return law


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@require_safe
def law(request: HttpRequest, pk: int) -> HttpResponse:
    """A law in the wording of a day, by chapter when it is long."""
    asked = _law_or_404(actor_of(request), pk)
    form = LawPageForm(request.GET)
    values = form.cleaned_data if form.is_valid() else {}
    view = law_page(
        asked.edition_of or asked,
        on=values.get("on"),
        version_id=_number(request.GET.get("version", "")),
        chapter=_number(request.GET.get("chapter", "")) or 1,
        text=values.get("q", ""),
    )
    return render(request, "cases/laws/law.html", {"view": view, "form": form})


@require_safe
def article(request: HttpRequest, pk: int, article: str) -> HttpResponse:
    """One article in the wording of a day, with the cited paragraph and item marked."""
    asked = _law_or_404(actor_of(request), pk)
    number, _dash, sub = article.partition("-")
    on = _day(request.GET.get("on", ""))
    provision = Provision(
        pk,
        _number(number),
        _number(sub),
        _number(request.GET.get("paragraph", "")) or None,
        _number(request.GET.get("item", "")) or None,
    )
    if not 0 < provision.article < 10_000 or provision.sub >= 10_000:
        raise Http404
    cited = cite([provision], on=on)[provision]
    now = None
    if cited.article and cited.article.changed:
        plain = Provision(asked.edition_of_id or pk, provision.article, provision.sub)
        now = cite([plain])[plain]
    context = {"law": asked, "cited": cited, "now": now, "provision": provision}
    status = 200 if cited.article else 404
    return render(request, "cases/laws/article.html", context, status=status)


@require_safe
def cited(request: HttpRequest) -> HttpResponse:
    """The text of a citation that is being typed, for the entry form."""
    actor = actor_of(request)
    found(reads_laws(actor))
    typed = request.GET.get("q") or typed_so_far(request)
    try:
        lines = cited_text(typed[:300], on=_day(request.GET.get("on", "")))
    except ValidationError:
        lines = []
    return render(request, "cases/laws/cited.html", {"lines": lines})
