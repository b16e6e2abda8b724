"""Where referrals begin: from a case, from another referral, or from nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from cases.policies import sees_cases
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.models import Referral
from referrals.selectors import start_actions
from referrals.selectors.shapes import Action, ReferralView
from referrals.selectors.view import view_of
from referrals.services import start_referral
from referrals.views.act import answer
from referrals.views.common import opened_or_404
from referrals.views.deed import Deed, Forms
from referrals.views.routes import route_lines


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What may be begun without a case, and where clues go."""
    actor = actor_of(request)
    if not sees_cases(actor):
        raise Http404
    context = {
        "starts": [(each, FLOWS[each.flow]) for each in start_actions(actor)],
        "routes": route_lines(),
    }
    return render(request, "referrals/start.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, flow: str, name: str) -> HttpResponse:
    """Begin a referral that hangs on nothing: a clue, a consultation."""
    return _begin(request, actor_of(request), flow, name)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def from_case(request: HttpRequest, pk: int, flow: str, name: str) -> HttpResponse:
    """Begin a referral of a case."""
    return _begin(request, actor_of(request), flow, name, case_id=pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def from_referral(request: HttpRequest, pk: int, flow: str, name: str) -> HttpResponse:
    """Begin a track of another referral: a suspect, goods, the supervision of a filing."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    parent = view_of(seen)
    return _begin(
        request, actor, flow, name, case_id=parent.case_id, parent=parent, told=seen.about
    )


def _begin(
    request: HttpRequest,
    actor: Person,
    flow: str,
    name: str,
    *,
    case_id: int | None = None,
    parent: ReferralView | None = None,
    told: str = "",
) -> HttpResponse:
    parent_id = parent.id if parent is not None else None
    action = _start(actor, flow, name, None if parent else case_id, parent_id)
    deed = Deed(
        actor=actor,
        flow=FLOWS[flow],
        transition=action.transition,
        parent=parent,
        case_id=case_id,
        why_not=action.why_not,
        about=told,
    )

    def do(forms: Forms, key: str, *, trial: bool = False) -> Referral:
        party = forms.suspect.chosen() if forms.suspect is not None else None
        return start_referral(
            actor=actor,
            flow=flow,
            transition=name,
            case_id=case_id,
            parent_id=parent_id,
            party_id=party,
            values=forms.fields.values(),
            paper=deed.paper_values(forms),
            key=key,
            trial=trial,
        )

    return answer(request, deed, do)


def _start(
    actor: Person, flow: str, name: str, case_id: int | None, parent_id: int | None
) -> Action:
    """The beginning that is offered to this person; Http404 for any other."""
    try:
        offered = start_actions(actor, case_id=case_id, parent_id=parent_id)
    except NotVisible as error:
        raise Http404 from error
    for action in offered:
        if (action.flow, action.name) == (flow, name) and action.allowed and flow in FLOWS:
            return action
    raise Http404
