"""What a clerk does with an import: columns, recording, choices, giving up, taking back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.views.common import actor_of, apply_or_explain
from cases.forms.columns import ColumnsForm
from cases.forms.undo import UndoForm
from cases.importing.choices import choose
from cases.importing.commit import start_commit
from cases.importing.discard import discard
from cases.importing.load import table_of, tables_of
from cases.importing.mapping import Layout, layout_of, suggest
from cases.importing.selectors import counts_of
from cases.importing.undo import start_undo
from cases.importing.upload import set_columns
from cases.models import BROUGHT, ImportSession, ImportState, RowState
from cases.views.imports import session_or_404, to_session

_PREVIEWED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column of the file is what; another sheet or heading row can be chosen."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    if session.state not in (ImportState.MAPPING, ImportState.CHECKED) or not session.tables:
        return redirect("cases:import_session", pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    layout, fault = _layout(session, asked.get("sheet"), asked.get("header_row"))
    suggestion = suggest(actor.agency_id, layout)
    as_before = layout.headings == session.headings and session.state == ImportState.CHECKED
    fields = session.fields if as_before else suggestion.fields
    unknown = [] if as_before else suggestion.unknown
    form = ColumnsForm(request.POST or None, layout=layout, fields=fields, unknown=unknown)
    if request.method == "POST" and not fault and form.is_valid():

        def read() -> None:
            set_columns(
                actor=actor,
                session=session,
                sheet=layout.table["sheet"],
                header_row=layout.header_row,
                fields=form.chosen(),
            )

        if apply_or_explain(form, read):
            return redirect("cases:import_session", pk=pk)
    context = {
        "session": session,
        "form": form,
        "layout": layout,
        "tables": tables_of(session),
        "preview": layout.preview(_PREVIEWED),
        "unknown": len(unknown),
        "fault": fault,
    }
    status = 422 if form.errors or fault else 200
    return render(request, "cases/imports/columns.html", context, status=status)


def _layout(session: ImportSession, sheet: str | None, row: str | None) -> tuple[Layout, str]:
    """The layout that is asked for, else the one of the session with what is wrong."""
    given = sheet is not None or row is not None
    try:
        table = table_of(session, session.sheet if sheet is None else sheet)
        if row is None or not (row.isascii() and row.isdigit()):
            number = session.header_row if table["sheet"] == session.sheet else None
        else:
            number = int(row)
            # The row of another sheet says nothing about this one.
            if sheet not in (None, session.sheet) and number == session.header_row:
                number = None
        return layout_of(table, number), ""
    except ValidationError as refusal:
        if not given:
            raise Http404 from refusal
        layout = layout_of(table_of(session, session.sheet), session.header_row)
        return layout, "".join(refusal.messages)


@require_POST
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to record; a second click begins nothing."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    start_commit(actor=actor, session=session, on_existing=request.POST.get("on_existing", ""))
    return redirect("cases:import_session", pk=pk)


@require_POST
def import_choice(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of one row whose case is there already."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    number = request.POST.get("row", "")
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        raise Http404
    choose(actor=actor, session=session, number=int(number), choice=request.POST.get("choice", ""))
    back = f"?state={RowState.CHANGED}&row={number}#row-{number}"
    return redirect(f"{request.path.removesuffix('choice/')}{back}")


@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file up."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    if not discard(actor=actor, session=session):
        return to_session(session)
    messages.success(request, _("已放弃文件“%s”，没有留下内容。") % session.file_name)
    return redirect("cases:imports")


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what the file brought, after a reason and a second look."""
    actor = actor_of(request)
    session = session_or_404(actor, pk)
    counts = counts_of(session)
    brought = sum(counts[state] for state in BROUGHT)
    if session.state != ImportState.DONE or not brought:
        return redirect("cases:import_session", pk=pk)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if apply_or_explain(form, lambda: start_undo(actor=actor, session=session, reason=reason)):
            return redirect("cases:import_session", pk=pk)
    context = {"session": session, "form": form, "counts": counts}
    status = 422 if form.errors else 200
    return render(request, "cases/imports/undo.html", context, status=status)
