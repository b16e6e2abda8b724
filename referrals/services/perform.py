"""The one way in which a referral moves."""

from collections.abc import Mapping
from typing import Any

from agencies.models import Person
from referrals.models import Referral


def perform(
    *,
    actor: Person | None,
    referral_id: int,
    transition: str,
    version: int | None,
    values: Mapping[str, Any],
    paper: Mapping[str, Any] | None = None,
    key: str = "",
) -> Referral:
    """Move a referral, with everything that its flow's table says of it."""
    raise NotImplementedError
