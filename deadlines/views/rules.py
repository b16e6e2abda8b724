"""The rules as everybody signed in reads them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from core.clock import current_day
from core.paging import Page
from deadlines.calendar import current_rulebook
from deadlines.forms.rules import EndLocalValueForm, LocalValueForm, RuleQueryForm, filled_in
from deadlines.policies import may_set_local_values
from deadlines.rule_pages import RuleLine, rule_lines, rule_page

PAGE_SIZE = 50


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules by subject, words, unit and certainty."""
    actor = actor_of(request)
    form = RuleQueryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    lines = rule_lines(
        actor,
        subject=asked.get("subject", ""),
        text=asked.get("q", ""),
        unit=asked.get("unit", ""),
        certainty=asked.get("certainty", ""),
        only_local=asked.get("local", False),
    )
    context = {
        "form": form,
        "count": len(lines),
        "page": _page(lines, request.GET.get("cursor", "")),
    }
    return render(request, "deadlines/rules.html", context)


def _page(lines: list[RuleLine], cursor: str) -> Page[RuleLine]:
    """One page of what is in memory anyway; the cursor is where it begins."""
    first = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 5 else 0
    first = first if first < len(lines) else 0
    after = first + PAGE_SIZE
    return Page(
        lines[first:after],
        next_cursor=str(after) if after < len(lines) else None,
        previous_cursor=str(max(first - PAGE_SIZE, 0)) if first else None,
    )


@require_safe
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """One rule with its versions and local values; the form for who may set them."""
    return show_rule(request, actor_of(request), key)


def show_rule(
    request: HttpRequest,
    actor: Person,
    key: str,
    *,
    form: LocalValueForm | None = None,
    end_form: EndLocalValueForm | None = None,
) -> HttpResponse:
    """The page of a rule, with what was typed into a form and what was wrong with it."""
    page = rule_page(actor, key)
    if page is None:
        raise Http404
    context: dict[str, Any] = {
        "page": page,
        "rule": page.line.rule,
        "form": None,
        "end_form": None,
    }
    if may_set_local_values(actor):
        context["form"] = form or local_form(key)
        context["end_form"] = end_form or EndLocalValueForm(initial={"last": current_day()})
        context["counts_back"] = (page.line.rule.amount or 0) < 0
    refused = any(sent is not None and sent.errors for sent in (form, end_form))
    return render(request, "deadlines/rule.html", context, status=422 if refused else 200)


def local_form(key: str, data: Any = None) -> LocalValueForm:
    """The form for a local value, filled with what applies now. Http404 for an unknown key."""
    book = current_rulebook()
    versions = book.rules.get(key)
    if not versions:
        raise Http404
    found = book.period_on(key, current_day())
    initial = {**filled_in(found), "effective_from": current_day()}
    return LocalValueForm(
        data, initial=initial, counts_back=any((each.amount or 0) < 0 for each in versions)
    )
