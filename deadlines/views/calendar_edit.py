"""A year of the calendar is brought: typed or loaded, looked through, confirmed."""

import hashlib
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain, found
from core.errors_on_form import labelled
from deadlines import years
from deadlines.editions import current_token
from deadlines.forms.calendar import (
    PREFIX,
    GroundForm,
    HeadForm,
    RunForm,
    YearFileForm,
    lines_typed,
    row_of,
    rows_sent,
    shown_runs,
    typed_runs,
)
from deadlines.models import CalendarChange, CalendarDraft, CalendarYear, Source
from deadlines.policies import may_set_calendar
from deadlines.services import confirm_draft, discard_draft, draft_year
from deadlines.services.recount_preview import book_with_year, preview_recount
from deadlines.views.calendar import years_page
from deadlines.year_text import DayLine, Fault, check_year, read_file, runs_of

_FAULTS_SHOWN = 30
_USUAL = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


def _administrator(request: HttpRequest) -> Person:
    actor = actor_of(request)
    found(may_set_calendar(actor))
    return actor


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Read a file; when it can be a year, show what confirming it would do."""
    actor = _administrator(request)
    form = YearFileForm(request.POST, request.FILES)
    drafted: list[CalendarDraft] = []
    if form.is_valid():
        data = form.cleaned_data
        content = data["file"].read()
        read = read_file(content)
        faults = read.faults or (
            check_year(read.year, read.lines, years.days_of_others(read.year)).faults
            if read.year is not None
            else ()
        )
        for fault in faults[:_FAULTS_SHOWN]:
            form.add_error("file", _named(fault))
        if len(faults) > _FAULTS_SHOWN:
            form.add_error(
                "file", _("还有 %d 处错误，改正后再上传。") % (len(faults) - _FAULTS_SHOWN)
            )
        if not faults and read.year is not None:
            values: dict[str, Any] = {
                "year": read.year,
                "lines": read.lines,
                "published": data["published"],
                "notice": data["notice"] or read.notice,
                "source": Source.FILE,
                "file_name": data["file"].name,
                "digest": hashlib.sha256(content).hexdigest(),
            }
            apply_or_explain(form, lambda: drafted.append(draft_year(actor=actor, **values)))
    if drafted:
        return redirect("deadlines:calendar_draft", drafted[0].pk)
    return years_page(request, actor, form)


def _named(fault: Fault) -> str:
    return labelled(_("第%d行") % fault.row, fault.text) if fault.row else fault.text


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """Type a year as the notice says it."""
    actor = _administrator(request)
    found(years.is_possible(year))
    held = years.calendar_year(actor, year)
    is_published = held is not None and held.published
    if request.method != "POST":
        draft = _draft_asked_for(request, actor, year)
        text = draft or held
        head = HeadForm(
            initial={"notice": text.notice} if text and (draft or is_published) else None,
            is_published=is_published,
        )
        return _edit_page(request, year, head, _runs_to_start_with(year, draft))
    head = HeadForm(request.POST, is_published=is_published)
    if "add" in request.POST or "remove" in request.POST:
        rows = rows_sent(request.POST, without=request.POST.get("remove", ""))
        head = HeadForm(initial=request.POST.dict(), is_published=is_published)
        return _edit_page(request, year, head, shown_runs(_with_added(request, rows), year))
    runs = typed_runs(request.POST, year)
    if all([head.is_valid(), runs.is_valid()]):
        lines = lines_typed(runs)
        for fault in check_year(year, lines, years.days_of_others(year)).faults:
            place = runs.forms[fault.row] if lines else None
            (place or head).add_error(None, fault.text)
        drafted: list[CalendarDraft] = []
        values = {**head.cleaned_data, "year": year, "lines": lines, "source": Source.TYPED}
        if (
            not _has_errors(runs)
            and not head.errors
            and apply_or_explain(head, lambda: drafted.append(draft_year(actor=actor, **values)))
        ):
            return redirect("deadlines:calendar_draft", drafted[0].pk)
    return _edit_page(request, year, head, runs, status=422)


def _has_errors(runs: "BaseFormSet[RunForm]") -> bool:
    return any(form.errors for form in runs.forms)


def _with_added(request: HttpRequest, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows, {}] if request.POST.get("add") == PREFIX else rows


def _draft_asked_for(request: HttpRequest, actor: Person, year: int) -> CalendarDraft | None:
    pk = request.GET.get("draft", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return years.drafts(actor).filter(pk=int(pk), year=year).first()


def _runs_to_start_with(year: int, draft: CalendarDraft | None) -> "BaseFormSet[RunForm]":
    """What was typed before, what is there, or the names of the usual days."""
    if draft is not None:
        lines = [DayLine.from_stored(kept) for kept in draft.days]
    else:
        lines = years.lines_of_year(year)
    if lines:
        return shown_runs(map(row_of, runs_of(lines)), year)
    return shown_runs(({"name": name} for name in _USUAL), year)


def _edit_page(
    request: HttpRequest,
    year: int,
    head: HeadForm,
    runs: "BaseFormSet[RunForm]",
    status: int = 200,
) -> HttpResponse:
    context = {"year": year, "head": head, "runs": runs, "prefix": PREFIX}
    return render(request, "deadlines/year_edit.html", context, status=status)


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What confirming a year would change: its days, and the open periods by number."""
    shown = years.drafts(_administrator(request)).filter(pk=pk).first()
    return _draft_page(request, shown) if shown else _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    """Confirmed or thrown away meanwhile, in another window or by a colleague."""
    messages.info(request, _("这份安排已经确认、放弃，或者由新的代替，不再待确认。"))
    return redirect("deadlines:calendar")


def _draft_page(
    request: HttpRequest, shown: CalendarDraft, refused: GroundForm | None = None
) -> HttpResponse:
    lines = [DayLine.from_stored(kept) for kept in shown.days]
    held = years.calendar_year(shown.person, shown.year)
    token = current_token()  # before the effects are counted
    book = book_with_year(shown.year, lines, published=shown.published)
    context = {
        "draft": shown,
        "held": held,
        "warnings": check_year(shown.year, lines, {}).warnings,
        "differences": years.differences(years.year_as_text(shown.year), shown.days),
        "months": years.months_as(shown.year, lines, book.calendar),
        "preview": preview_recount(book),
        "form": refused or GroundForm(initial=_ground_to_start_with(shown, held)),
        "edition": token or "",
    }
    return render(request, "deadlines/draft.html", context, status=422 if refused else 200)


def _ground_to_start_with(shown: CalendarDraft, held: CalendarYear | None) -> dict[str, str]:
    """Publishing a year rests on its notice; why one is corrected only people know."""
    first = shown.published and not (held and held.published)
    return {"ground": shown.notice} if first else {}


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a year in force."""
    actor = _administrator(request)
    shown = years.drafts(actor).filter(pk=pk).first()
    if shown is None:
        return _gone(request)
    form = GroundForm(request.POST)
    made: list[CalendarChange] = []
    if form.is_valid() and apply_or_explain(
        form,
        lambda: made.append(
            confirm_draft(
                actor=actor,
                draft_id=shown.pk,
                ground=form.cleaned_data["ground"],
                edition=form.cleaned_data["edition"],
            )
        ),
    ):
        messages.success(request, _("%d 年的安排已生效。") % made[0].year)
        return redirect("deadlines:calendar_change", made[0].pk)
    return _draft_page(request, shown, form)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what nobody has confirmed."""
    actor = _administrator(request)
    shown = years.drafts(actor).filter(pk=pk).first()
    if shown is None:
        return _gone(request)
    discard_draft(actor=actor, draft_id=shown.pk)
    messages.success(request, _("已放弃 %d 年的待确认安排。") % shown.year)
    return redirect("deadlines:calendar")
