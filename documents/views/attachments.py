"""Files about a subject: bring several, take one away with you, take one out."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person
from agencies.views.common import actor_of, apply_or_explain
from core.uploads import SIZE, SKIPPED
from documents.attachments.checking import clean_name
from documents.attachments.policies import may_attach
from documents.attachments.reasons import reason
from documents.attachments.registry import kinds_of, place_of
from documents.attachments.selectors import (
    NotServed,
    attachment_line,
    attachment_list,
    take_attachment,
)
from documents.attachments.services import attach_file, remove_attachment, same_files
from documents.attachments.wiring import upload_limits
from documents.errors import NotVisible
from documents.forms.attachments import AttachForm, RemoveForm
from documents.registry import SubjectLine, rules_of
from documents.services.drafting import Subject

_MB = 1024**2


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, subject_type: str, subject_id: int) -> HttpResponse:
    """Bring files; those that aren't taken are named with why, and keep none of the others."""
    actor = actor_of(request)
    line = _line_or_404(actor, subject_type, subject_id)
    if not may_attach(actor, subject_type, subject_id):
        raise Http404
    subject = Subject(subject_type, subject_id, line.case_id)
    form = AttachForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kinds=kinds_of(subject_type),
        initial={"kind": request.GET.get("kind", ""), "grade": 3},
    )
    refused: list[tuple[str, str]] = []
    taken = 0
    if request.method == "POST":
        refused = _too_large(request, form)
        if form.is_valid():
            faulty, taken = _take_in(request, actor, subject, form)
            refused += faulty
            if not refused:
                return redirect(line.url)
    context = {
        "form": form,
        "line": line,
        "refused": refused,
        "taken": taken,
        "files": attachment_list(actor, subject),
    }
    wrong = bool(refused or form.errors)
    return render(request, "documents/attachments/new.html", context, status=422 if wrong else 200)


def _too_large(request: HttpRequest, form: AttachForm) -> list[tuple[str, str]]:
    """What core.uploads didn't take in."""
    limits = upload_limits()
    if request.META.get(SIZE):
        form.errors.pop("upload", None)
        most = limits.together // _MB
        form.add_error("upload", _("一次合计超过 %d MB，没有上传。请分几次上传。") % most)
        return []
    skipped = [clean_name(name) for name in request.META.get(SKIPPED, ())]
    if skipped and not request.FILES:
        form.errors.pop("upload", None)
    return [(name, reason("size", str(limits.each // _MB))) for name in skipped]


def _take_in(
    request: HttpRequest, actor: Person, subject: Subject, form: AttachForm
) -> tuple[list[tuple[str, str]], int]:
    refused, taken = [], 0
    for upload in form.cleaned_data["upload"]:
        name = clean_name(upload.name or "")
        try:
            _attach_one(request, actor, subject, upload, form.cleaned_data)
        except ValidationError as fault:
            refused.append((name, " ".join(fault.messages)))
        else:
            taken += 1
    if taken:
        said = ngettext("已上传 %(number)d 个文件。", "已上传 %(number)d 个文件。", taken)
        messages.success(request, said % {"number": taken})
    return refused, taken


def _attach_one(
    request: HttpRequest,
    actor: Person,
    subject: Subject,
    upload: "UploadedFile[Any]",
    said: dict[str, Any],
) -> None:
    try:
        kept = attach_file(
            actor=actor, subject=subject, upload=upload, kind=said["kind"], grade=said["grade"]
        )
    except NotVisible as error:
        raise Http404 from error
    if same := same_files(kept):
        told = {"name": kept.name, "other": same[0]}
        messages.warning(
            request,
            _("“%(name)s”与已有的“%(other)s”内容完全相同。如果重复，请撤下其中一个。") % told,
        )


@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, for download only; logged."""
    actor = actor_of(request)
    try:
        taken = take_attachment(actor, pk)
    except NotVisible as error:
        raise Http404 from error
    except NotServed as refusal:
        file, subject = attachment_line(actor, pk)
        context = {"file": file, "state": refusal.state, "line": _about(actor, subject)}
        return render(request, "documents/attachments/withheld.html", context, status=409)
    disposition = content_disposition_header(as_attachment=True, filename=taken.name)
    return StreamingHttpResponse(
        taken.parts,
        content_type=taken.media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "Content-Length": str(taken.size),
            "X-Content-Type-Options": "nosniff",
            # Should a browser show it all the same, it can do nothing.
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out, with a reason."""
    actor = actor_of(request)
    try:
        file, subject = attachment_line(actor, pk)
    except NotVisible as error:
        raise Http404 from error
    if not file.may_remove:
        raise Http404
    line = _about(actor, subject)
    form = RemoveForm(request.POST or None)

    def remove() -> None:
        remove_attachment(actor=actor, attachment_id=pk, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and apply_or_explain(form, remove):
        messages.success(request, _("已撤下“%s”。") % file.name)
        return redirect(line.url)
    context = {"form": form, "file": file, "line": line}
    status = 422 if form.errors else 200
    return render(request, "documents/attachments/remove.html", context, status=status)


def _about(actor: Person, subject: Subject) -> SubjectLine:
    return _line_or_404(actor, subject.type, subject.id)


def _line_or_404(actor: Person, subject_type: str, subject_id: int) -> SubjectLine:
    rules = rules_of(subject_type)
    line = rules.line(actor, [subject_id]).get(subject_id) if rules is not None else None
    if line is None:
        raise Http404
    return replace(line, url=place_of(subject_type, subject_id, line.url))
