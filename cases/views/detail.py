"""One case: on the screen, on paper, and with its identifiers in clear."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from agencies.models import HEADS
from agencies.views.common import actor_of
from cases.display import missing_words, timeline_entries, view_facts
from cases.extensions import actions_beyond, sections_beyond
from cases.forms.facts import RevealForm
from cases.party_blocks import leading_to_parties
from cases.sections import blocks_of
from cases.selectors import CaseNotVisible
from cases.selectors.citing import texts_of
from cases.selectors.identities import other_cases
from cases.selectors.offences import offences_of
from cases.selectors.prints import printed_case
from cases.services import reveal_identifiers
from cases.views.actions import actions_on, converting_on, restricting_on
from cases.views.common import explain, view_or_404
from cases.views.offences import offence_context
from core.clock import current_moment


@require_safe
def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of the case that this person may see, and why they see it."""
    actor = actor_of(request)
    view = view_or_404(actor, pk)
    others = other_cases(actor, pk) if view.parties else {}
    beyond, sections = actions_beyond(actor, view), sections_beyond(actor, view)
    context = {
        "case": view,
        "facts": view_facts(view),
        **offence_context(view, offences_of(actor, view), beyond, sections),
        "blocks": leading_to_parties(blocks_of(view, texts_of(view)), view, others),
        "timeline_entries": timeline_entries(view),
        "actions": [
            *actions_on(view),
            *converting_on(actor, view),
            *restricting_on(actor, view),
            *beyond,
        ],
        "sections_beyond": sections,
        "missing": missing_words(view),
        "has_numbers": view.may_reveal and any(p.identifier or p.phone for p in view.parties),
        "reveal_form": RevealForm(auto_id="reveal_%s"),
        "may_strike": view.may_change and actor.holds(*HEADS),
    }
    return render(request, "cases/detail.html", context)


@require_safe
def case_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The case for A4, with who printed it and when."""
    actor = actor_of(request)
    try:
        view = printed_case(actor, pk)
    except CaseNotVisible as error:
        raise Http404 from error
    context = {
        "case": view,
        "blocks": blocks_of(view, texts_of(view)),
        "timeline_entries": timeline_entries(view),
        "now": current_moment(),
    }
    return render(request, "cases/print.html", context)


@require_POST
def case_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the identifiers in clear, once; asking again is logged again."""
    actor = actor_of(request)
    form = RevealForm(request.POST, auto_id="reveal_%s")
    revealed = None
    if form.is_valid():
        try:
            revealed = reveal_identifiers(actor=actor, case_id=pk, **form.cleaned_data)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            explain(form, refusal)
    view = view_or_404(actor, pk)
    if not view.may_reveal:
        raise Http404
    rows = [(party, (revealed or {}).get(party.id)) for party in view.parties]
    context = {
        "case": view,
        "facts": view_facts(view),
        "form": form,
        "rows": rows if revealed is not None else [],
    }
    return render(
        request, "cases/revealed.html", context, status=200 if revealed is not None else 422
    )
