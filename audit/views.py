"""The log page of the audit administrator."""

from dataclasses import asdict, dataclass
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from audit.actors import Actor
from audit.forms import EventQueryForm
from audit.models import AuditEvent
from audit.policies import may_read_log
from audit.registry import verb_name
from audit.selectors import EventQuery, recent_events
from audit.services import record_read
from core.paging import BadCursor, Page, keyset_page

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """An event with the name of its verb in the viewer's language."""

    event: AuditEvent
    verb: str

    @property
    def changes(self) -> list[tuple[str, str]]:
        """Name and value; a list of two is what was and what is."""
        return [(name, _text(value)) for name, value in self.event.changes.items()]


def _text(value: Any) -> str:
    return " → ".join(map(str, value)) if isinstance(value, list) else str(value)


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Search the log; every look at it is itself a line of it. Anyone else gets 404."""
    actor = cast("Actor", request.user)
    if not may_read_log(actor):
        raise Http404
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
    asked = {name: value for name, value in asdict(query).items() if value}
    record_read(actor=actor, verb="audit.read", changes=asked)
    return page


def _page(request: HttpRequest, form: EventQueryForm, page: Page[AuditEvent]) -> HttpResponse:
    lines = [Line(event, verb_name(event.verb)) for event in page.items]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "audit/log.html", context)
