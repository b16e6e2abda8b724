"""The papers of transitions: those being prepared, and the seals of those that were signed."""

from collections.abc import Collection
from typing import Any

from agencies.models import Person
from documents.models import DocumentState
from documents.policies import visible
from referrals.flows.table import Transition
from referrals.selectors.shapes import ReferralView

SUBJECT = "referral"


def draft_values(
    actor: Person, view: ReferralView | None, transition: Transition
) -> dict[str, Any]:
    """What the actor's agency has written so far into the paper of this transition."""
    if view is None or not transition.paper:
        return {}
    drafts = visible(actor).filter(
        issuer=actor.agency_id,
        state=DocumentState.DRAFT,
        subject_type=SUBJECT,
        subject_id=view.id,
        purpose=transition.name,
        kind=transition.paper,
    )
    draft = drafts.first()
    return dict(draft.values) if draft is not None else {}


def seals_of(actor: Person, document_ids: Collection[int]) -> dict[int, str]:
    """What the papers were sealed with, of those that the actor sees; drafts have none."""
    if not document_ids:
        return {}
    sealed = visible(actor).filter(pk__in=list(document_ids)).exclude(seal="")
    return dict(sealed.values_list("pk", "seal"))
