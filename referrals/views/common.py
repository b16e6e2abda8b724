"""What the pages of referrals share."""

import datetime as dt
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from agencies.models import Person
from core.clock import current_day
from core.screen import Fact
from referrals.display import due_fact, tone, waiting_words
from referrals.errors import NotVisible
from referrals.flows import FLOWS
from referrals.flows.table import Depth, State
from referrals.selectors.opened import Opened, opened
from referrals.selectors.shapes import ReferralView
from referrals.selectors.view import view_of

TOKEN_LENGTH = 20


def opened_or_404(actor: Person, pk: int) -> Opened:
    """The referral as it was read for this person; for a stranger it doesn't exist."""
    try:
        return opened(actor, pk)
    except NotVisible as error:
        raise Http404 from error


def view_or_404(actor: Person, pk: int) -> ReferralView:
    """The referral as this person sees it."""
    return view_of(opened_or_404(actor, pk))


def new_token() -> str:
    """A mark for one form: what is sent with it counts once."""
    return get_random_string(TOKEN_LENGTH)


def facts_of(
    actor: Person, view: ReferralView, *, about: str = "", owed: Sequence[dt.date] = ()
) -> list[Fact]:
    """The identity bar: whom it is about, flow, state, next last day, who must act.

    `owed`: the days until which something must be followed up.
    """
    due_on = None if view.ended else min(filter(None, (view.due_on, *owed)), default=None)
    left = (due_on - current_day()).days if due_on is not None else None
    state = State(view.state, view.state_label, ended=view.ended)
    facts = [
        *([Fact(_("案件"), about)] if about else []),
        Fact(_("流程"), view.flow_label),
        Fact(_("状态"), view.state_label, tone(state, left)),
        due_fact(due_on, left),
    ]
    waits = waiting_of(actor, view)
    return [*facts, Fact(_("待办"), waits)] if waits else facts


def waiting_of(actor: Person, view: ReferralView) -> str:
    """Who must act now, in words; "" for those who may only see the outcome."""
    flow = FLOWS.get(view.flow)
    if flow is None or view.ended or view.depth == Depth.OUTCOME:
        return ""
    return waiting_words(flow, view, actor.agency)


def first_page(request: HttpRequest) -> HttpResponse:
    """The same list without a page mark that isn't valid any more."""
    rest = request.GET.copy()
    rest.pop("cursor", None)
    return redirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)
