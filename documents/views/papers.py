"""One paper: what it says, where it is, its files; void it, amend it, take a delivery back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.views.common import actor_of
from core.screen import Fact
from documents import services
from documents.errors import Refused
from documents.forms.papers import ReasonForm
from documents.models import DocumentState
from documents.rendering.pdf import seal_lines
from documents.selectors import DocumentView, document_view, kind_name
from documents.views.common import or_404

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as this person may see it, its deliveries, and what can be done with it."""
    actor = actor_of(request)
    view = or_404(lambda: document_view(actor, pk))
    context = {
        "view": view,
        "line": view.line,
        "facts": _facts(view),
        "seal_lines": seal_lines(view.seal) if view.seal else [],
    }
    return render(request, "documents/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The paper as docx or PDF, for who may read it; for download only."""
    actor = actor_of(request)
    taken = or_404(lambda: services.take_file(actor=actor, document_id=pk, form=form))
    void = f"{_('已作废')}_" if taken.document.state == DocumentState.VOID else ""
    name = f"{void}{taken.document.number}_{taken.document.title}.{form}".replace("/", "_")
    return HttpResponse(
        taken.content,
        content_type=_TYPES[form],
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then declare the paper void; its number stays."""
    actor = actor_of(request)
    view = or_404(lambda: document_view(actor, pk))
    if not view.may_void:
        raise Http404
    form = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            or_404(lambda: services.void_document(actor=actor, document_id=pk, reason=reason))
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("文书已作废，文号保留不再使用。"))
        return redirect("documents:paper", pk)
    context = {"line": view.line, "form": form, "view": view}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "documents/void.html", context, status=status)


@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a paper that amends this one, and go on in its form."""
    actor = actor_of(request)
    try:
        draft = or_404(lambda: services.amend_document(actor=actor, document_id=pk))
    except Refused as refusal:
        messages.warning(request, refusal.message)
        return redirect("documents:paper", pk)
    return redirect("documents:draft", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, delivery_id: int) -> HttpResponse:
    """Ask for the reason, then take a delivery back that nobody has signed for."""
    actor = actor_of(request)
    view = or_404(lambda: document_view(actor, pk))
    known = {each.id: each for each in view.deliveries if each.may_withdraw}
    if delivery_id not in known:
        raise Http404
    form = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            or_404(
                lambda: services.withdraw_delivery(
                    actor=actor, delivery_id=delivery_id, reason=reason
                )
            )
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("已收回，对方不再看到这份文书。"))
        return redirect("documents:paper", pk)
    context = {"line": view.line, "form": form, "delivery": known[delivery_id]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "documents/withdraw.html", context, status=status)


def _facts(view: DocumentView) -> list[Fact]:
    line = view.line
    facts = [
        Fact(_("种类"), kind_name(line.kind)),
        Fact(_("发文机关"), line.issuer),
        Fact(_("状态"), line.state_label, line.state),
    ]
    if line.dated:
        facts.append(Fact(_("成文日期"), line.dated.isoformat()))
    return facts
