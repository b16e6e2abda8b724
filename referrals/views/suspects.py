"""The number of a suspect who is no party of the case, in clear."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agencies.views.common import actor_of
from cases.forms.facts import RevealForm
from cases.views.common import explain
from referrals.selectors.suspect import revealed_number, suspect_view
from referrals.selectors.view import view_of
from referrals.views.common import facts_of, opened_or_404


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the number in clear, once; asking again is logged again."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    shown = suspect_view(actor, seen.referral, seen.cut)
    if shown is None or not shown.may_reveal:
        raise Http404
    form = RevealForm(request.POST, auto_id="reveal_%s")
    number = ""
    if form.is_valid():
        try:
            number = revealed_number(seen, **form.cleaned_data)
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as refusal:
            explain(form, refusal)
    view = view_of(seen)
    context = {
        "referral": view,
        "facts": facts_of(actor, view),
        "form": form,
        "suspect": shown,
        "number": number,
    }
    return render(request, "referrals/revealed.html", context, status=200 if number else 422)
