"""The log page of the audit administrator, one line of it, and the log as a file."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from audit.actors import Actor
from audit.checks import standing
from audit.display import line_of
from audit.exporting import TooMany, as_csv
from audit.forms import EventQueryForm, ExportForm
from audit.models import AuditEvent
from audit.selectors import EventQuery, days_of, event_view, recent_events
from audit.services import record_read
from audit.views.common import reader_or_404
from core.paging import BadCursor, Page, keyset_page

PAGE_SIZE = 50


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Search the log; every look at it is itself a line of it. Anyone else gets 404."""
    actor = reader_or_404(request)
    form = EventQueryForm(request.GET)
    if not form.is_valid():
        return _page(request, form, Page([], None, None))
    query = form.query()
    try:
        page = _read(actor, query, request.GET.get("cursor"))
    except BadCursor:
        rest = request.GET.copy()
        rest.pop("cursor")
        return redirect(f"{request.path}?{rest.urlencode()}")
    return _page(request, form, page)


@transaction.atomic
def _read(actor: Actor, query: EventQuery, cursor: str | None) -> Page[AuditEvent]:
    page = keyset_page(
        recent_events(actor, query), order=["-at", "-id"], cursor=cursor, size=PAGE_SIZE
    )
    record_read(actor=actor, verb="audit.read", changes=_asked(query))
    return page


def _asked(query: EventQuery) -> dict[str, object]:
    return {name: value for name, value in asdict(query).items() if value}


def _page(
    request: HttpRequest,
    form: EventQueryForm,
    page: Page[AuditEvent],
    export: ExportForm | None = None,
) -> HttpResponse:
    asked = urlencode({name: value for name, value in form.data.items() if name in form.fields})
    context = {
        "form": form,
        "standing": standing(),
        "page": page,
        "lines": [line_of(event) for event in page.items],
        "days": days_of(form.query()) if form.is_valid() else None,
        "export_form": export or ExportForm(initial={"query": asked}),
    }
    return render(request, "audit/log.html", context, status=422 if export else 200)


@require_GET
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with all it says, whether its signature is right, and the seal over it."""
    actor = reader_or_404(request)
    with transaction.atomic():
        found = event_view(actor, pk)
        if found is None:
            raise Http404
        record_read(actor=actor, verb="audit.event", changes={"event": pk})
    return render(request, "audit/event.html", {"found": found, "line": line_of(found.event)})


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The lines of a search as a csv file; asked for with a purpose, which the log keeps."""
    actor = reader_or_404(request)
    form = ExportForm(request.POST)
    query_form = EventQueryForm(QueryDict(request.POST.get("query", "")))
    if not form.is_valid() or not query_form.is_valid():
        return _page(request, query_form, Page([], None, None), form)
    query = query_form.query()
    try:
        with transaction.atomic():
            content, rows = as_csv(recent_events(actor, query))
            record_read(
                actor=actor,
                verb="audit.export",
                changes={"rows": rows} | _asked(query),
                ground=form.cleaned_data["purpose"],
            )
    except TooMany as error:
        form.add_error(None, error.message)
        return _page(request, query_form, Page([], None, None), form)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    day = timezone.localdate()
    answer["Content-Disposition"] = f'attachment; filename="audit-{day:%Y%m%d}.csv"'
    return answer
