"""One referral: what happened, where it stands, what may be done; on the screen and on paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.views.common import actor_of
from cases.forms.facts import RevealForm
from core.clock import current_moment
from documents.attachments.selectors import Reach, attachment_list
from documents.services import Subject
from referrals.display import DEPTH_WORDS, side_name
from referrals.errors import NotVisible
from referrals.flows.table import Depth
from referrals.goods.policies import FLOW as GOODS
from referrals.goods.selectors import goods_of
from referrals.selectors.actions import actions_on, tracks_on
from referrals.selectors.follow_up_panel import follow_up_panel
from referrals.selectors.naming import must_be_named, names_people
from referrals.selectors.opened import Opened, opened
from referrals.selectors.periods import periods_of
from referrals.selectors.shapes import ReferralView
from referrals.selectors.suspect import elsewhere
from referrals.selectors.view import view_of
from referrals.views.common import facts_of, opened_or_404, waiting_of
from referrals.views.offered import offered
from referrals.views.registered import entries, registered

SUBJECT = "referral"


def _shown(seen: Opened, view: ReferralView) -> dict[str, Any]:
    actor, panel = seen.actor, follow_up_panel(seen.actor, view)
    owed = [each for each in panel.lines if each.done_on is None] if panel is not None else []
    return {
        "run": entries(view),
        "registered": registered(view),
        "referral": view,
        "facts": facts_of(actor, view, about=seen.about, owed=[each.due_on for each in owed]),
        "about": seen.about,
        "waits": waiting_of(actor, view),
        "periods": periods_of(view.clocks),
        "papers": view.papers,
        "goods": goods_of(actor, view.id) if view.flow == GOODS else None,
        "follow_ups": panel,
        "owed": owed,
        "roles": [side_name(view.flow, role) for role in sorted(view.roles)],
        "depth_words": DEPTH_WORDS[view.depth],
        "is_cut": any(step.agency and not step.who for step in view.steps),
        "only_outcome": view.depth == Depth.OUTCOME,
    }


def _reach(seen: Opened) -> Reach:
    """Of the files: what the side shows, and whether it still stands."""
    writable = any(row.ended_at is None for row in seen.rows)
    return Reach(seen.cut.file_grade(seen.actor), writable)


@require_safe
def referral_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of the referral that this person may see, and what they may do."""
    actor = actor_of(request)
    try:
        seen = opened(actor, pk)
    except NotVisible as error:
        if must_be_named(actor, pk):
            return redirect("referrals:name", pk)
        raise Http404 from error
    view = view_of(seen)
    subject = Subject(SUBJECT, view.id, view.case_id)
    context = {
        **_shown(seen, view),
        "files": attachment_list(actor, subject, reach=_reach(seen)),
        "offered": offered(actor, view, actions_on(seen), tracks_on(seen)),
        "names": names_people(seen),
        "elsewhere": elsewhere(actor, seen.referral, view.suspect),
        "reveal_form": RevealForm(auto_id="reveal_%s"),
    }
    return render(request, "referrals/detail.html", context)


@require_safe
def referral_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The referral for A4, with who printed it and when."""
    actor = actor_of(request)
    seen = opened_or_404(actor, pk)
    context = {**_shown(seen, view_of(seen)), "now": current_moment()}
    return render(request, "referrals/print.html", context)
