"""How a referral begins."""

from collections.abc import Mapping
from typing import Any

from agencies.models import Person
from referrals.models import Referral


def start_referral(
    *,
    actor: Person | None,
    flow: str,
    transition: str = "",
    case_id: int | None = None,
    parent_id: int | None = None,
    party_id: int | None = None,
    receiver_id: int | None = None,
    values: Mapping[str, Any] | None = None,
    paper: Mapping[str, Any] | None = None,
    key: str = "",
) -> Referral:
    """Begin a referral with the flow's first transition, or the one named."""
    raise NotImplementedError
