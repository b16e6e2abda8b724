"""Cases from files: upload, check, record, report."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, found
from cases.forms.upload import UploadForm
from cases.importing.commit import start_commit
from cases.importing.report import report_lines
from cases.importing.retention import is_emptied
from cases.importing.selectors import (
    counts_of,
    headings_used,
    kept_counts,
    missing_headings,
    rows_page,
    session_of,
    sessions_of,
)
from cases.importing.template import template_file
from cases.importing.upload import start_import
from cases.models import RECORDABLE, ImportSession, ImportState, RowState
from cases.policies import may_record
from cases.views.common import first_page
from core.paging import BadCursor, keyset_page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SESSIONS = 20


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file, and the imports of this agency so far."""
    actor = actor_of(request)
    found(may_record(actor))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if session := _upload(actor, form):
            return redirect("cases:import_session", pk=session.pk)
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


@require_safe
def import_session(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows with what is wrong with them; while the worker is at it, how far it is."""
    actor = actor_of(request)
    session = _session_or_404(actor, pk)
    if not session.is_running and "X-Background" in request.headers:
        # The page that asks shows progress: now there is a result to show instead.
        return HttpResponse(headers={"HX-Refresh": "true"})
    state = request.GET.get("state", "")
    if state and state not in RowState.values:
        raise Http404
    counts = counts_of(session)
    try:
        page = rows_page(actor, session, state=state, cursor=request.GET.get("cursor"))
    except BadCursor:
        return first_page(request)
    recordable = sum(counts[state] for state in RECORDABLE)
    context = {
        "session": session,
        "counts": counts,
        "tiles": _tiles(session, counts),
        "state": state,
        "page": page,
        "recordable": recordable,
        "dealt_with": session.row_count - recordable - counts[RowState.PENDING],
        "may_commit": session.state == ImportState.CHECKED and recordable > 0,
        "checked": session.state == ImportState.CHECKED,
        "done": session.state == ImportState.DONE,
        "emptied": is_emptied(session),
        "checking": session.state == ImportState.CHECKING,
        "headings": headings_used(session),
        "missing": missing_headings(session),
    }
    return render(request, "cases/imports/session.html", context)


def _tiles(session: ImportSession, counts: dict[str, int]) -> list[dict[str, object]]:
    """The figures of the page, each a filter; states that can't occur yet are left out."""
    tones = {"ready": "ok", "recorded": "ok", "warned": "warn", "refused": "danger"}
    shown = [RowState.READY, RowState.WARNED, RowState.REFUSED, RowState.EXISTS]
    if session.state == ImportState.DONE:
        shown = [RowState.RECORDED, RowState.REFUSED, RowState.EXISTS]
    elif session.state == ImportState.COMMITTING:
        shown.insert(0, RowState.RECORDED)
    return [
        {"state": s.value, "label": s.label, "number": counts[s], "tone": tones.get(s, "")}
        for s in shown
    ]


@require_POST
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to record; a second click begins nothing."""
    actor = actor_of(request)
    start_commit(actor=actor, session=_session_or_404(actor, pk))
    return redirect("cases:import_session", pk=pk)


@require_safe
def import_report(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The rows as they came, with what became of each."""
    actor = actor_of(request)
    session = _session_or_404(actor, pk)
    root = request.build_absolute_uri("/").rstrip("/")
    stem = session.file_name.rpartition(".")[0] or session.file_name
    lines = report_lines(actor=actor, session=session, root=root)
    disposition = content_disposition_header(
        as_attachment=True, filename=_("%s（导入结果）.csv") % stem
    )
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition or "attachment"},
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


def _session_or_404(actor: Person, pk: int) -> ImportSession:
    session = session_of(actor, pk)
    if session is None:
        raise Http404
    return session
