"""Who a track for one suspect is about: a party of the case, or somebody whom the police named.

The wrongdoer of a crime is often no party of the administrative case: a company was found to
have done it, and its legal representative answers for it (刑法 Art. 31).
"""

from collections.abc import Mapping
from typing import Any

from cases.models import Party, PartyKind
from referrals.flows.suspect import KIND, NAME
from referrals.models import Referral


def suspect_of(referral: Referral, values: Mapping[str, Any] | None = None) -> Party | None:
    """The suspect; who is no party of the case stands in no row of it.

    `values` are those of a beginning that isn't written yet. None where the referral isn't
    about one suspect.
    """
    if referral.party is not None:
        return referral.party
    return named_in(referral.values if values is None else values)


def named_in(values: Mapping[str, Any]) -> Party | None:
    """Whom the police named who is no party; None where nobody was named."""
    name = values.get(NAME)
    return Party(name=str(name), kind=values.get(KIND, PartyKind.NATURAL)) if name else None
