"""Entry of a case: drafts, the dense form, check answers, record."""

import uuid
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Person
from agencies.views.common import actor_of, found
from cases import selectors, services
from cases.forms.entry import EntryForm
from cases.forms.matters import suggested_bases
from cases.forms.recorded import carried_over
from cases.forms.sections import SECTIONS
from cases.forms.summary import parts_of
from cases.forms.typed import Typed, blank, pack, tidy, title_of, unpack
from cases.models import CaseDraft
from cases.policies import may_record
from cases.selectors.citing import cited_by
from cases.selectors.duplicates import same_decision
from cases.selectors.known_at_entry import seen_before
from cases.selectors.lookup import case_to_correct
from cases.selectors.offences import offences_at_entry
from cases.services.warnings import warnings_of
from cases.thresholds.wording import lines_of
from cases.views.rows import changed_rows, filled, focus_on

IN_FAULT = HTTPStatus.UNPROCESSABLE_ENTITY


def _draft_or_404(actor: Person, pk: uuid.UUID) -> CaseDraft:
    draft = selectors.draft_of(actor, pk)
    if draft is None:
        raise Http404
    return draft


def _case_page(draft: CaseDraft) -> HttpResponse:
    return redirect("cases:detail", draft.case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The unfinished drafts, and the button that opens a new one.

    Pressing it twice opens one: a draft in which nothing was typed is taken again.
    """
    actor = actor_of(request)
    found(may_record(actor))
    if request.method == "POST":
        return redirect("cases:draft", _untouched(actor).pk)
    begun = selectors.drafts_of(actor).exclude(form_data="").defer("form_data")
    return render(request, "cases/entry/new.html", {"drafts": begun})


def _untouched(actor: Person) -> CaseDraft:
    empty = selectors.drafts_of(actor).filter(form_data="").first()
    return empty or services.open_draft(actor=actor)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The dense form. Every button keeps what was typed; without scripts they also add rows."""
    actor = actor_of(request)
    kept = _draft_or_404(actor, pk)
    if kept.case_id:
        return _case_page(kept)
    if request.method == "POST":
        return _sent(request, actor, kept)
    typed = _begin(request, actor) if not kept.form_data else unpack(kept.form_data)
    form = EntryForm(actor, typed, quiet="check" not in request.GET)
    if not form.quiet:
        form.read()
    return _form_page(request, kept, form)


def _begin(request: HttpRequest, actor: Person) -> Typed:
    """A blank form; after a case of one's own, with its officers, source and procedure."""
    after = request.GET.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    last = case_to_correct(actor, number) if number else None
    if last is None:
        return unpack("")
    data = selectors.input_of(last, sections={"officers"})
    return carried_over(data.officers, source=data.source, procedure=data.procedure)


def _sent(request: HttpRequest, actor: Person, kept: CaseDraft) -> HttpResponse:
    typed = tidy(request.POST.dict())
    rows = changed_rows(request.POST, typed)
    typed = rows.typed
    if "fill" in request.POST:
        typed = filled(actor, typed)
    kept = _keep(request, actor, kept, typed)
    wanted = request.POST.get("next", "")
    if wanted == "check":
        form = EntryForm(actor, typed, quiet=False)
        if form.read() is not None:
            return redirect("cases:draft_check", kept.pk)
        return _form_page(request, kept, form, status=IN_FAULT)
    if wanted == "later":
        if kept.form_data:
            messages.success(request, _("草稿已保存，可以随时继续。"))
        else:
            messages.info(request, _("没有填写内容，没有保存草稿。"))
        return redirect("cases:new")
    form = EntryForm(actor, typed)
    focus_on(form, rows.added, "bases" if "fill" in request.POST else "")
    return _form_page(request, kept, form)


def _keep(
    request: HttpRequest, actor: Person, kept: CaseDraft, typed: Typed, *, automatic: bool = False
) -> CaseDraft:
    sent = request.POST.get("sequence", "")
    return services.save_draft(
        actor=actor,
        draft_id=kept.pk,
        # A form in which nothing was typed is no draft: the list doesn't show it.
        form_data="" if typed == blank() else pack(typed),
        title=title_of(typed),
        sequence=int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0,
        automatic=automatic,
    )


def _form_page(
    request: HttpRequest, kept: CaseDraft, form: EntryForm, status: int = 200
) -> HttpResponse:
    context = {
        "draft": kept,
        "form": form,
        "sections": SECTIONS,
        "post_url": reverse("cases:draft", args=[kept.pk]),
        "autosave_url": reverse("cases:draft_autosave", args=[kept.pk]),
    }
    return render(request, "cases/entry/form.html", context, status=status)


@sensitive_post_parameters()
@require_POST
def draft_autosave(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what stands in the form now; nothing is judged. 409 when newer text is there."""
    actor = actor_of(request)
    kept = _draft_or_404(actor, pk)
    try:
        typed = tidy(request.POST.dict())
        _keep(request, actor, kept, typed, automatic="sequence" in request.POST)
    except services.NewerDraft:
        return JsonResponse({}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


@require_http_methods(["GET", "HEAD", "POST"])
def draft_check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What was typed, what is unusual about it, and cases that may be the same one.

    POST takes over the provisions that usually go with the matter.
    """
    actor = actor_of(request)
    kept = _draft_or_404(actor, pk)
    if kept.case_id:
        return _case_page(kept)
    typed = unpack(kept.form_data)
    if request.method == "POST":
        _keep(request, actor, kept, filled(actor, typed))
        return redirect("cases:draft_check", kept.pk)
    form = EntryForm(actor, typed, quiet=False)
    data = form.read()
    if data is None:
        return _back_to_form(kept)
    with transaction.atomic():
        taken = same_decision(actor, data.decision_number)
        alike = selectors.duplicates_of(
            actor,
            numbers=[data.decision_number, data.file_number],
            parties=data.parties,
            conduct_from=data.conduct_from,
        )
    context: dict[str, Any] = {
        "draft": kept,
        "parts": parts_of(form, reverse("cases:draft", args=[kept.pk])),
        "warnings": warnings_of(data),
        "cited": cited_by(data),
        "taken": taken,
        "duplicates": [case for case in alike if taken is None or case.line.id != taken.id],
        "offences": lines_of(offences_at_entry(actor, data)),
        "seen": seen_before(actor, data.parties),
        "suggested": suggested_bases(data.matter) if data.matter and not data.bases else [],
    }
    return render(request, "cases/entry/check.html", context)


def _back_to_form(kept: CaseDraft) -> HttpResponse:
    return redirect(f"{reverse('cases:draft', args=[kept.pk])}?check=1")


@require_POST
def draft_record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record the case of the draft as it is kept. However often it is sent: one case."""
    actor = actor_of(request)
    kept = _draft_or_404(actor, pk)
    case_id = kept.case_id
    if case_id is None:
        form = EntryForm(actor, unpack(kept.form_data), quiet=False)
        data = form.read()
        if data is None:
            # Sent twice at once, the second reads a draft that the first has emptied.
            again = _draft_or_404(actor, pk)
            return _case_page(again) if again.case_id else _back_to_form(kept)
        try:
            case = services.record_draft(actor=actor, draft_id=kept.pk, data=data)
        except ValidationError as fault:
            form.refuse(fault)
            return _form_page(request, kept, form, status=IN_FAULT)
        case_id = case.pk
        messages.success(request, _("已登记：%s") % case)
    if request.POST.get("then") != "next":
        return redirect("cases:detail", case_id)
    following = reverse("cases:draft", args=[_untouched(actor).pk])
    return redirect(f"{following}?{urlencode({'after': case_id})}")


@require_http_methods(["GET", "HEAD", "POST"])
def draft_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, then throw the draft away."""
    actor = actor_of(request)
    kept = _draft_or_404(actor, pk)
    if kept.case_id:
        return _case_page(kept)
    if request.method == "POST":
        services.discard_draft(actor=actor, draft_id=kept.pk)
        messages.success(request, _("草稿已删除。"))
        return redirect("cases:new")
    return render(request, "cases/entry/discard.html", {"draft": kept})
