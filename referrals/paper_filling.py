"""What a paper that is begun on a page of papers starts with, from its case or referral."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from agencies.models import Person
from cases.selectors import CaseNotVisible, CaseView, case_view
from documents.kinds import KINDS
from referrals.errors import NotVisible
from referrals.filling import filled
from referrals.selectors import referral_view


def of_case(actor: Person, case_id: int, kind: str) -> Mapping[str, Any]:
    """What the actor sees of a case, by the sections of a kind."""
    return filled(KINDS[kind], _case(actor, case_id), signer=actor.name)


def of_referral(actor: Person, referral_id: int, kind: str) -> Mapping[str, Any]:
    """What the actor sees of a referral and its case, by the sections of a kind."""
    try:
        # Papers are in Chinese, whatever the page speaks.
        with override("zh-hans"):
            view = referral_view(actor, referral_id)
    except NotVisible:
        return {}
    case = _case(actor, view.case_id) if view.case_id is not None else None
    return filled(KINDS[kind], case, view, signer=actor.name)


def _case(actor: Person, case_id: int) -> CaseView | None:
    try:
        with override("zh-hans"):
            return case_view(actor, case_id)
    except CaseNotVisible:
        return None
