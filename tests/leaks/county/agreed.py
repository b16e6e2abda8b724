"""Who shows cases to whom."""

import datetime as dt
from typing import Any

from agencies.services import propose_agreement
from tests.cases.factory import agreement
from tests.leaks.county.things import County


def agree(county: County) -> None:
    world = county.world
    terms: dict[str, dict[str, Any]] = {
        "procuratorate": {},
        "justice": {"grade_ceiling": 2},
        "discipline": {"grade_ceiling": 4},
        "court": {"profile": "pointer", "grade_ceiling": 4},
        "coordination": {"profile": "follower"},
    }
    for receiver, said in terms.items():
        county.agreements[receiver] = agreement(
            world, receiver=getattr(world, receiver), sectors=["market"], **said
        )
    county.agreements["police"] = agreement(world, receiver=world.police, sectors=["transport"])
    county.agreements["proposed"] = propose_agreement(
        actor=world.security_admin,
        provider=world.urban,
        receiver=world.procuratorate,
        profile="supervisor",
        sectors=[],
        grade_ceiling=3,
        purpose="行政检察监督",
        legal_basis="行政处罚法第二十七条",
        valid_from=dt.date(2026, 1, 1),
        valid_to=None,
    )
