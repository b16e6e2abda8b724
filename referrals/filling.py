"""What the case already says, for the forms and papers of a referral."""

from collections.abc import Callable, Mapping
from typing import Any

from cases.selectors import CaseView
from documents.kinds import PaperKind
from referrals.selectors.shapes import ReferralView

FACTS: Mapping[str, Callable[[CaseView], str]] = {}


def filled(
    kind: PaperKind, view: CaseView | None, referral: ReferralView | None = None
) -> dict[str, Any]:
    """The sections of a paper that are known before anybody types."""
    return {}
