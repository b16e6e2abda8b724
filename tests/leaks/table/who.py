"""Who the rows are about, and the answers that many of them give alike."""

from collections.abc import Collection

from tests.leaks.county import (
    EVERYBODY,
    MARKET,
    MARKET_WRITERS,
    PROCURATORS,
    URBAN,
)
from tests.leaks.table.row import NOTHING, ByThing

SYSTEM, SECURITY, AUDIT = {"system_admin"}, {"security_admin"}, {"audit_admin"}
HEADS = {"leader", "urban_leader", "chief_procurator"}
# Supervisors L3, L2, L4, the pointer and the follower of county.SHARED_LEVELS.
SHARED_WITH = PROCURATORS | {"justice_officer", "discipline_officer", "judge", "coordinator"}

# Who sees which case, and who writes it.
SEES: ByThing = {
    "shared": {200: MARKET | SHARED_WITH},
    "private": {200: MARKET},
    "restricted": {200: {"clerk"}},
    "expired": {200: MARKET},
    "ended": {200: MARKET},
    "urban": {200: URBAN},
}
WRITES = {
    "shared": MARKET_WRITERS,
    "restricted": {"clerk"},
    "urban": URBAN,
}
TWO = ("shared", "urban")
# Who sees the names of people in the shared cases, and who may say which parties are one.
NAMES_SHOWN = MARKET | {"procurator", "chief_procurator", "discipline_officer"}
LINKING = MARKET_WRITERS | PROCURATORS


def writers(status: int, *things: str) -> ByThing:
    """The same answer for whoever writes these cases."""
    return {thing: {status: WRITES[thing]} for thing in (things or WRITES)}


def everybody(status: int = 200) -> ByThing:
    """An address that is for all who are signed in."""
    return {NOTHING: {status: EVERYBODY}}


def only(who: Collection[str], status: int = 200) -> ByThing:
    """An address without a thing, for these people."""
    return {NOTHING: {status: who}}
