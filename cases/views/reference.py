"""Reference data from files: upload, look through, confirm. The system administrator's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain, found
from cases.forms.reference_file import ReferenceFileForm
from cases.models import ReferenceFile, ReferenceKind
from cases.policies import brings_reference
from cases.reference.files import confirm_file, discard_file, preview_file, receive_file
from cases.selectors.reference_files import reference_file, reference_files, reference_table
from cases.views.common import first_page
from core.paging import BadCursor, keyset_page

PAGE_SIZE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Choose a file; the files so far."""
    actor = actor_of(request)
    found(brings_reference(actor))
    form = ReferenceFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        received: list[ReferenceFile] = []

        def receive() -> None:
            upload = form.cleaned_data["file"]
            file = receive_file(
                actor=actor,
                kind=form.cleaned_data["kind"],
                name=upload.name,
                data=upload.read(),
                complete=form.cleaned_data["complete"],
            )
            received.append(file)

        if form.is_valid() and apply_or_explain(form, receive):
            return redirect("cases:reference_file", received[0].pk)
    try:
        page = keyset_page(
            reference_files(actor), order=["-pk"], cursor=request.GET.get("cursor"), size=PAGE_SIZE
        )
    except BadCursor:
        return first_page(request)
    context = {"form": form, "page": page, "kinds": ReferenceKind.choices}
    status = 422 if form.errors else 200
    return render(request, "cases/reference/list.html", context, status=status)


def _file_or_404(actor: Person, pk: int) -> ReferenceFile:
    file = reference_file(actor, pk)
    if file is None:
        raise Http404
    return file


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would change, or what it changed."""
    asked = _file_or_404(actor_of(request), pk)
    preview = None if asked.confirmed_at else preview_file(asked)
    context = {"file": asked, "preview": preview}
    return render(request, "cases/reference/file.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file over."""
    actor = actor_of(request)
    asked = _file_or_404(actor, pk)
    try:
        confirm_file(actor=actor, file_id=asked.pk)
    except ValidationError as refusal:
        messages.error(request, "".join(refusal.messages))
    else:
        messages.success(request, _("已生效：%s") % asked.name)
    return redirect("cases:reference_file", asked.pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a file away that hasn't been confirmed."""
    actor = actor_of(request)
    asked = _file_or_404(actor, pk)
    discard_file(actor=actor, file_id=asked.pk)
    messages.success(request, _("已放弃：%s") % asked.name)
    return redirect("cases:reference_files")


@require_safe
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The headings to fill in, or (?full=1) what is there now."""
    found(brings_reference(actor_of(request)))
    if kind not in ReferenceKind.values:
        raise Http404
    full = request.GET.get("full") == "1"
    name = f"{ReferenceKind(kind).label}.csv"
    return HttpResponse(
        reference_table(kind, full=full),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )
