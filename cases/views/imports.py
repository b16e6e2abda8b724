"""Cases from files: upload, and what was found."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, found
from cases.forms.upload import UploadForm
from cases.importing.report import FAULTY, make_report
from cases.importing.retention import is_emptied
from cases.importing.selectors import (
    Wanted,
    counts_of,
    headings_used,
    kept_counts,
    missing_headings,
    rows_page,
    session_of,
    sessions_of,
    sorts_of,
    tells_payment,
)
from cases.importing.template import template_file
from cases.importing.upload import start_import
from cases.models import (
    BROUGHT,
    RECORDABLE,
    ImportSession,
    ImportState,
    OnExisting,
    RowState,
)
from cases.policies import may_record
from cases.views.common import first_page
from core.paging import BadCursor, keyset_page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SESSIONS = 20
_TONES = {
    RowState.READY: "ok",
    RowState.RECORDED: "ok",
    RowState.UPDATED: "ok",
    RowState.WARNED: "warn",
    RowState.CHANGED: "info",
    RowState.REFUSED: "danger",
    RowState.KEPT: "warn",
}


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file, and the imports of this agency so far."""
    actor = actor_of(request)
    found(may_record(actor))
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, too_large=request.META.get("upload.size"))
        if session := _upload(actor, form):
            return to_session(session)
    try:
        page = keyset_page(
            sessions_of(actor), order=["-pk"], cursor=request.GET.get("cursor"), size=_SESSIONS
        )
    except BadCursor:
        return first_page(request)
    lines = [(session, kept_counts(session)) for session in page.items]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "cases/imports/list.html", context, status=422 if form.errors else 200)


def _upload(actor: Person, form: UploadForm) -> ImportSession | None:
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return start_import(actor=actor, name=file.name, data=file.read())
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return None


def to_session(session: ImportSession) -> HttpResponse:
    """To the page on which an import goes on."""
    mapping = session.state == ImportState.MAPPING
    return redirect("cases:import_columns" if mapping else "cases:import_session", pk=session.pk)


@require_safe
def import_session(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows with what is wrong with them; while the worker is at it, how far it is."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    if not session.is_running and "X-Background" in request.headers:
        # The page that asks shows progress: now there is a result to show instead.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if session.state == ImportState.MAPPING:
        return to_session(session)
    wanted = _wanted(request)
    counts = counts_of(session)
    try:
        page = rows_page(actor, session, wanted=wanted, cursor=request.GET.get("cursor"))
    except BadCursor:
        return first_page(request)
    recordable = sum(counts[state] for state in RECORDABLE)
    checked = session.state == ImportState.CHECKED
    context = {
        "session": session,
        "counts": counts,
        "tiles": _tiles(counts, wanted),
        "wanted": wanted,
        "sorts": sorts_of(session, chosen=wanted.sort),
        "page": page,
        "recordable": recordable,
        "dealt_with": _dealt_with(session, counts),
        "may_commit": checked and recordable + counts[RowState.CHANGED] > 0,
        "choices": OnExisting.choices,
        "faulty": sum(counts[state] for state in FAULTY),
        "brought": sum(counts[state] for state in BROUGHT),
        "emptied": is_emptied(session),
        "headings": headings_used(session),
        "missing": missing_headings(session),
        "unpaid": checked and recordable > 0 and not tells_payment(session),
    }
    return render(request, "cases/imports/session.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    state = request.GET.get("state", "")
    if state and state not in RowState.values:
        raise Http404
    number = request.GET.get("row", "")
    return Wanted(
        state=state,
        sort=request.GET.get("said", "")[:10],
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 8 else None,
    )


def _dealt_with(session: ImportSession, counts: dict[str, int]) -> int:
    """How many rows the worker is through with."""
    waiting = {
        ImportState.CHECKING: (RowState.PENDING,),
        ImportState.COMMITTING: (*RECORDABLE, RowState.CHANGED),
        ImportState.UNDOING: BROUGHT,
    }.get(ImportState(session.state), ())
    there = sum(counts.values())
    return there - sum(counts[state] for state in waiting)


def _tiles(counts: dict[str, int], wanted: Wanted) -> list[dict[str, object]]:
    """The figures of the page, each a filter; states in which no row is are left out."""
    return [
        {
            "state": state.value,
            "label": state.label,
            "number": counts[state],
            "tone": _TONES.get(state, ""),
            "chosen": wanted.state == state,
        }
        for state in RowState
        if counts[state]
    ]


@require_safe
def import_report(request: HttpRequest, pk: int) -> FileResponse:
    """The rows as they came, with what became of each."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    found(session.state != ImportState.MAPPING and not session.is_running)
    only_faulty = request.GET.get("only") == "faulty"
    report = make_report(actor=actor, session=session, only_faulty=only_faulty)
    stem = session.file_name.rpartition(".")[0] or session.file_name
    name = _("%s（待改正的行）") if only_faulty else _("%s（检查结果）")
    return FileResponse(
        report.content,
        as_attachment=True,
        filename=f"{name % stem}.{report.extension}",
        content_type=report.content_type,
    )


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The table to fill in."""
    found(may_record(actor_of(request)))
    disposition = content_disposition_header(
        as_attachment=True, filename=_("行政处罚导入模板.xlsx")
    )
    return HttpResponse(
        template_file(),
        content_type=_XLSX,
        headers={"Content-Disposition": disposition or "attachment"},
    )


def session_or_404(actor: Person, pk: int) -> ImportSession:
    """An import of the actor's agency; for everybody else there is none."""
    session = session_of(actor, pk)
    if session is None:
        raise Http404
    return session
