"""Exports: ask for one, see how far it is, take the file."""

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain, found
from cases.exporting.naming import as_file_name, cases_named
from cases.exporting.services import (
    FileGone,
    discard_export,
    exports_of,
    start_export,
    take_file,
)
from cases.exporting.terms import lapsed
from cases.forms.export import ExportForm
from cases.forms.query import CaseQueryForm, conditions_of
from cases.models import CaseExport, ExportKind
from cases.policies import sees_cases
from cases.views.common import first_page
from core.paging import BadCursor, keyset_page

_PAGE_SIZE = 20
# Cases whose grounds are looked at for one page; the worker looks at larger files.
_LOOKED_AT = 10_000
_TYPES = {
    ExportKind.LIST: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ExportKind.PUBLICITY_XLSX: (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ExportKind.PUBLICITY_CSV: ("csv", "text/csv; charset=utf-8"),
    ExportKind.CASE_FILE: ("pdf", "application/pdf"),
}
_NAMES = {ExportKind.LIST: gettext_lazy("案件清单"), ExportKind.CASE_FILE: gettext_lazy("案卷")}


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """What this person asked for, and the files that are ready."""
    actor = actor_of(request)
    found(sees_cases(actor))
    try:
        page = keyset_page(
            exports_of(actor).defer("case_ids"),
            order=["-pk"],
            cursor=request.GET.get("cursor"),
            size=_PAGE_SIZE,
        )
    except BadCursor:
        return first_page(request)
    running = any(export.is_running for export in page.items)
    if not running and "X-Background" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = exports_of(actor).filter(pk__in=[export.pk for export in page.items])
    of_case = cases_named(actor, page.items)
    context = {
        "page": page,
        "lines": [(each, of_case.get(each.pk, "")) for each in page.items],
        "running": running,
        "lapsed": lapsed(actor, shown, most=_LOOKED_AT),
    }
    return render(request, "cases/exports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: HttpRequest) -> HttpResponse:
    """Ask for a file of what the list finds with the conditions in the address."""
    actor = actor_of(request)
    found(sees_cases(actor))
    query = conditions_of(request.GET)
    conditions = CaseQueryForm(QueryDict(query), actor=actor)
    if not conditions.is_valid():
        raise Http404
    form = ExportForm(request.POST or None, actor=actor)

    def start() -> None:
        start_export(
            actor=actor,
            kind=form.cleaned_data["kind"],
            query=query,
            purpose=form.cleaned_data["purpose"],
            with_identifiers=form.cleaned_data.get("with_identifiers", False),
        )

    if request.method == "POST" and form.is_valid() and apply_or_explain(form, start):
        return redirect("cases:exports")
    context = {"form": form, "asked": list(_asked(conditions)), "query": query}
    return render(request, "cases/exports/new.html", context, status=422 if form.errors else 200)


def _asked(form: CaseQueryForm) -> list[tuple[str, str]]:
    """The conditions in words."""
    said = []
    for name, value in form.cleaned_data.items():
        if value in (None, "", False):
            continue
        choices = (
            dict(getattr(form.fields[name], "choices", ()) or ()) if isinstance(value, str) else {}
        )
        shown = _("是") if value is True else str(choices.get(value, value))
        said.append((str(form.fields[name].label), shown))
    return said


@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for the one who asked; when it is gone, a word about why."""
    actor = actor_of(request)
    export = _export_or_404(actor, pk)
    try:
        file = take_file(actor=actor, export=export)
    except FileGone:
        messages.error(
            request, _("文件已删除，或者其中有案件不再以原来的范围向您开放。请重新导出。")
        )
        return redirect("cases:exports")
    ending, content_type = _TYPES[ExportKind(export.kind)]
    day = timezone.localdate(export.created_at).isoformat()
    stem = str(_NAMES.get(ExportKind(export.kind), _("行政处罚双公示")))
    of_case = as_file_name(cases_named(actor, [export]).get(export.pk, ""))
    name = "_".join(part for part in (stem, of_case, day, str(export.pk)) if part)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}")
    return StreamingHttpResponse(
        file.parts,
        content_type=content_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "Content-Length": str(file.size),
        },
    )


@require_POST
def export_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an export or delete its file."""
    actor = actor_of(request)
    discard_export(actor=actor, export=_export_or_404(actor, pk))
    return redirect("cases:exports")


def _export_or_404(actor: Person, pk: int) -> CaseExport:
    export = exports_of(actor).filter(pk=pk).first()
    if export is None:
        raise Http404
    return export
