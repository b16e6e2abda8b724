"""Suspicion of an offence: while a case is typed, and the reasoned no on its page."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from agencies.views.common import actor_of, found
from cases.display import view_facts
from cases.extensions import CaseAction, CaseSection
from cases.forms.offences import OffenceAnswerForm, material_of
from cases.forms.typed import tidy
from cases.models import Outcome
from cases.policies import may_record
from cases.selectors import CaseView
from cases.selectors.offences import OffenceLine, Offences, offences_of, offences_typed
from cases.services.offences import answer_offence
from cases.thresholds.wording import line_of, lines_of
from cases.views.common import explain, view_or_404

# Of the actions on a case: what a suspected offence is passed on by.
HANDOVER = "forward"


def offence_context(
    view: CaseView,
    offences: Offences,
    actions: Sequence[CaseAction],
    sections: Sequence[CaseSection] = (),
) -> dict[str, Any]:
    """What the section on suspected offences draws: each suggestion with its answer or a form,
    and the handovers of the case with where they stand. While one runs nothing more is asked."""
    handovers = [run for each in sections for run in each.runs if run.key == HANDOVER]
    gone = view.outcome == Outcome.TO_JUDICIAL
    asked = offences.may_answer and not gone and all(run.ended for run in handovers)
    lines = [
        (
            line_of(line.suggestion),
            line.answer,
            _form(view, line, number) if asked and line.answer is None else None,
        )
        for number, line in enumerate(offences.lines)
    ]
    return {
        "gone_to_police": gone,
        "handovers": handovers,
        "offence_lines": lines,
        "earlier_answers": offences.earlier,
        "handover_url": next((each.url for each in actions if each.key == HANDOVER), ""),
    }


def _form(view: CaseView, line: OffenceLine, number: int) -> OffenceAnswerForm:
    known = {"fingerprint": line.suggestion.fingerprint, "version": view.version}
    return OffenceAnswerForm(initial=known, auto_id=f"offence{number}_%s")


@sensitive_post_parameters()
@require_POST
def typed(request: HttpRequest) -> HttpResponse:
    """What the case being typed may be, as a fragment below the facts; nothing is kept."""
    actor = actor_of(request)
    found(may_record(actor))
    suggested = offences_typed(actor, material_of(tidy(request.POST.dict())))
    context = {"suggested": lines_of(suggested)}
    return render(request, "cases/offences/typed.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why the case isn't this offence; asked again when the case says something else."""
    actor = actor_of(request)
    view = view_or_404(actor, pk)
    offences = offences_of(actor, view)
    found(offences.may_answer)
    form = OffenceAnswerForm(request.POST)
    if not form.is_valid() and form.has_error("fingerprint"):
        raise Http404
    wanted = form.data.get("fingerprint")
    line = next((x for x in offences.lines if x.suggestion.fingerprint == wanted), None)
    if line is None:
        messages.warning(request, _("案件内容已经变化，请按新的提示重新判断。"))
        return redirect("cases:detail", pk)
    if form.is_valid():
        try:
            answer_offence(
                actor=actor,
                case_id=pk,
                version=form.cleaned_data["version"],
                suggestion=line.suggestion,
                reason=form.cleaned_data["reason"],
            )
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            explain(form, refusal)
        else:
            messages.success(request, _("理由已记录。"))
            return redirect("cases:detail", pk)
    context = {
        "case": view,
        "facts": view_facts(view),
        "form": form,
        "line": line_of(line.suggestion),
    }
    return render(request, "cases/offences/answer.html", context, status=422)
