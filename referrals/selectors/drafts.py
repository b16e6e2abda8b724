"""The papers of transitions that are being prepared."""

from typing import Any

from agencies.models import Person
from documents.models import DocumentState
from documents.policies import visible
from documents.selectors import readable_documents
from referrals.flows.table import Transition
from referrals.selectors.shapes import ReferralView

SUBJECT = "referral"
# What names the matter, the same on every paper of it.
_NEWEST = 20
_LASTING = ("case_name", "decision_number", "party", "party_details")


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


def said_on_papers(actor: Person, view: ReferralView | None) -> dict[str, str]:
    """What the newest papers that the actor may read call the matter, for who may no longer open
    its case: a court that goes on with what had ended."""
    if view is None:
        return {}
    papers = readable_documents(actor).filter(
        state=DocumentState.SIGNED, subject_type=SUBJECT, subject_id=view.id
    )
    found: dict[str, str] = {}
    for values in papers.order_by("-signed_at", "-pk").values_list("values", flat=True)[:_NEWEST]:
        found = {name: _text(values[name]) for name in _LASTING if values.get(name)} | found
    return found


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)
