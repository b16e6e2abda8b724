"""The papers of transitions that are being prepared."""

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
