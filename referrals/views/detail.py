"""One referral: what happened, where it stands, what may be done; on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Person
from agencies.views.common import actor_of
from core.clock import current_moment
from documents.attachments.selectors import attachment_list
from documents.kinds import KINDS
from documents.policies import may_draft
from documents.selectors import DocumentLine, documents_of
from documents.services import Subject
from referrals.display import DEPTH_WORDS, ROLE_LABELS
from referrals.flows import FLOWS
from referrals.flows.table import TAKE_BACK, Depth
from referrals.goods.policies import FLOW as GOODS
from referrals.goods.selectors import goods_of
from referrals.selectors import actions_of, start_actions
from referrals.selectors.drafts import seals_of
from referrals.selectors.follow_up_panel import follow_up_panel
from referrals.selectors.periods import periods_of
from referrals.selectors.shapes import Action, ReferralView, StepView
from referrals.views.common import facts_of, view_or_404, waiting_of

SUBJECT = "referral"


@dataclass(frozen=True)
class _Refused:
    """A transition that this person can't perform, why, and whether they may write its paper."""

    name: str
    label: str
    why_not: str
    prepares: bool

    @classmethod
    def of(cls, actor: Person, action: Action) -> "_Refused":
        kind = KINDS.get(action.transition.paper)
        own = kind is not None and may_draft(actor, kind)
        return cls(action.name, action.label, action.why_not, prepares=own)


@dataclass(frozen=True)
class _Entry:
    """A step with its paper, where the viewer may open that."""

    step: StepView
    paper: DocumentLine | None
    seal: str = ""


def _shown(actor: Person, view: ReferralView) -> dict[str, Any]:
    full = view.depth != Depth.OUTCOME
    papers = documents_of(actor, SUBJECT, [view.id]) if full else []
    by_id = {paper.id: paper for paper in papers}
    seals = seals_of(actor, by_id)
    return {
        "run": [
            _Entry(step, by_id.get(step.document_id or 0), seals.get(step.document_id or 0, ""))
            for step in view.steps
        ],
        "referral": view,
        "facts": facts_of(actor, view),
        "waits": waiting_of(actor, view),
        "periods": periods_of(view.clocks),
        "papers": papers,
        "goods": goods_of(actor, view.id) if view.flow == GOODS else None,
        "follow_ups": follow_up_panel(actor, view),
        "roles": [ROLE_LABELS[role] for role in sorted(view.roles)],
        "role_labels": ROLE_LABELS,
        "depth_words": DEPTH_WORDS[view.depth],
        "is_cut": any(not step.who for step in view.steps),
        "only_outcome": view.depth == Depth.OUTCOME,
    }


def _main(view: ReferralView, actions: Sequence[Action]) -> str:
    """The button that leads on, rather than one that only changes what stands there, or ends it."""
    states = {state.name: state for state in FLOWS[view.flow].states}
    onward = [
        action
        for action in actions
        if action.allowed
        and action.name != TAKE_BACK
        and action.transition.target not in {view.state, *action.transition.sources}
    ]
    living = [each for each in onward if not states[each.transition.target].ended]
    return next((action.name for action in living or onward), "")


@require_safe
def referral_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of the referral that this person may see, and what they may do."""
    actor = actor_of(request)
    view = view_or_404(actor, pk)
    actions = actions_of(actor, pk)
    context = {
        **_shown(actor, view),
        "files": attachment_list(actor, Subject(SUBJECT, view.id, view.case_id)),
        "actions": [action for action in actions if action.allowed],
        "main": _main(view, actions),
        "refused": [_Refused.of(actor, action) for action in actions if not action.allowed],
        "starts": [each for each in start_actions(actor, parent_id=pk) if each.allowed],
    }
    return render(request, "referrals/detail.html", context)


@require_safe
def referral_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The referral for A4, with who printed it and when."""
    actor = actor_of(request)
    view = view_or_404(actor, pk)
    context = {**_shown(actor, view), "now": current_moment()}
    return render(request, "referrals/print.html", context)
