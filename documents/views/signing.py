"""The paper as it will look, and signing it."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person, Post
from agencies.views.common import actor_of
from core.clock import current_day
from core.screen import SummaryRow
from documents import services
from documents.errors import Incomplete, MayNotSign, Refused
from documents.forms.papers import SignForm
from documents.frame import names_of, recipients_of
from documents.kinds import PaperKind, problems
from documents.models import Document
from documents.paper import paper_of
from documents.policies import may_sign
from documents.rendering import render_pdf
from documents.selectors import document_view, draft_for, kind_name, subject_line
from documents.selectors.numbering import line_for_signing
from documents.services.drafting import kind_of
from documents.signing import is_free, signed_with
from documents.views.common import or_404


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as it stands now."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    context = {
        "draft": kept,
        "paper": paper_of(kept),
        "kind_name": kind_name(kept.kind),
        "faults": problems(kind_of(kept), kept.values),
        "signed_with": signed_with(actor, kept),
        "is_free": is_free(kept),
    }
    return render(request, "documents/preview.html", context)


@require_safe
def preview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as PDF, marked as one; rendered now and kept nowhere."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    or_404(lambda: document_view(actor, pk, verb="document.preview"))
    made = render_pdf(paper_of(kept))
    return HttpResponse(
        made.content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="draft.pdf"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more, who signs, and that it can't be changed afterwards."""
    actor = actor_of(request)
    kept = or_404(lambda: draft_for(actor, pk))
    if not is_free(kept):
        elsewhere = signed_with(actor, kept)
        return redirect(elsewhere) if elsewhere else redirect("documents:preview", pk)
    kind = kind_of(kept)
    if problems(kind, kept.values):
        return redirect(f"{_draft_url(kept)}?check=1")
    form = SignForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            signed = services.issue_document(
                actor=actor,
                document_id=pk,
                recipients=recipients_of(kept),
                dated=form.cleaned_data["dated"],
            )
        except Incomplete as wrong:
            for name, message in wrong.errors.items():
                form.add_error(name if name in form.fields else None, message)
        except MayNotSign:
            form.add_error(None, _("您的岗位不能签发这种文书。"))
        except Refused as refusal:
            messages.warning(request, refusal.message)
            return redirect("documents:paper", pk)
        else:
            said = {"number": signed.number}
            messages.success(request, _("文书已签发，文号%(number)s。") % said)
            return redirect("documents:paper", pk)
    context = {
        "draft": kept,
        "paper": paper_of(kept),
        "kind": kind,
        "kind_name": kind_name(kept.kind),
        "form": form,
        "rows": list(_rows(actor, kept, kind)),
        "may_sign": may_sign(actor, kind),
        "series": line_for_signing(kept.issuer, kind, current_day().year),
        "signers": "、".join(str(post.label) for post in Post if post in kind.signers),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "documents/sign.html", context, status=status)


def _draft_url(kept: Document) -> str:
    return reverse("documents:draft", args=[kept.pk])


def _rows(actor: Person, kept: Document, kind: PaperKind) -> Iterator[SummaryRow]:
    wanted = recipients_of(kept)
    names = names_of(each.agency_id for each in wanted)
    main = [names[each.agency_id] for each in wanted if not each.is_copy]
    copies = [names[each.agency_id] for each in wanted if each.is_copy]
    back = _draft_url(kept)
    line = subject_line(actor, kept.subject_type, kept.subject_id)
    yield SummaryRow(_("文书种类"), kind.name)
    yield SummaryRow(_("关于"), line.label)
    if kept.amends is not None:
        yield SummaryRow(_("变更的文书"), kept.amends.number)
    if kind.internal:
        yield SummaryRow(_("发送"), _("只在本机关存档，不对外发送"))
    else:
        yield SummaryRow(_("主送机关"), "、".join(main) or _("无"), change_url=back)
        yield SummaryRow(_("抄送机关"), "、".join(copies) or _("无"), change_url=back)
    yield SummaryRow(_("数据级别"), _grades().get(kept.grade, kept.grade), change_url=back)
    yield SummaryRow(_("签发人"), actor.name)
    yield SummaryRow(_("文号"), _("签发时按顺序编号"))
    if kind.law:
        yield SummaryRow(_("法律依据"), kind.law, wide=True)


def _grades() -> dict[Any, Any]:
    return dict(Person._meta.get_field("clearance").flatchoices)
