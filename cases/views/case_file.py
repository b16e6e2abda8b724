"""The case file: what lies in it, what is missing, as a sheet and as one PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain
from cases.case_file.selectors import CaseFile, case_file
from cases.display import view_facts
from cases.exporting.services import start_export
from cases.forms.case_file import BookForm
from cases.models import ExportKind
from cases.selectors import CaseNotVisible
from core.clock import current_moment


@require_http_methods(["GET", "HEAD", "POST"])
def file_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; a POST asks for the whole file as one PDF, which the worker makes."""
    actor = actor_of(request)
    file = _file_or_404(actor, pk, "case_file.read")
    form = BookForm(request.POST or None)

    def start() -> None:
        start_export(
            actor=actor,
            kind=ExportKind.CASE_FILE,
            query=f"case={pk}",
            purpose=form.cleaned_data["purpose"],
        )

    if request.method == "POST" and form.is_valid() and apply_or_explain(form, start):
        return redirect("cases:exports")
    context = {
        "case": file.case,
        "file": file,
        "files": file.files,
        "facts": view_facts(file.case),
        "form": form,
    }
    return render(request, "cases/file.html", context, status=422 if form.errors else 200)


@require_safe
def file_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The contents of the file for A4."""
    file = _file_or_404(actor_of(request), pk, "case_file.print")
    context = {"case": file.case, "file": file, "now": current_moment()}
    return render(request, "cases/file_print.html", context)


def _file_or_404(actor: Person, pk: int, verb: str) -> CaseFile:
    try:
        return case_file(actor, pk, verb=verb)
    except CaseNotVisible as error:
        raise Http404 from error
