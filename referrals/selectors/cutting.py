"""How much of a referral a viewer sees: the depth of their sides, and until when."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from agencies.models import Person
from referrals.flows.table import Depth, Flow, Role
from referrals.models import ReferralAccess, ReferralStep

# Who only watches is shown the words of others by their own clearance (L3: undisclosed facts).
_WATCHING = frozenset({Role.SUPERVISOR, Role.FOLLOWER, Role.OFFICE})
_WORDS = 3
_DEPTHS = (Depth.OUTCOME, Depth.STEPS, Depth.FULL)


@dataclass(frozen=True)
class Cut:
    """What one viewer may see of one referral."""

    agency_id: int
    depth: Depth
    roles: frozenset[Role]
    # The matter went on from all their sides: they see what was until then.
    until: dt.datetime | None

    def steps(self, steps: Sequence[ReferralStep]) -> list[ReferralStep]:
        """Those that they may know of."""
        return [step for step in steps if self.until is None or step.at <= self.until]

    def words(self, step: ReferralStep) -> bool:
        """Whether they may read what was written with this step, and who did it."""
        return self.depth == Depth.FULL or step.agency_id == self.agency_id

    def values(self, flow: Flow, steps: Sequence[ReferralStep]) -> dict[str, Any]:
        """The latest of each field that they may read. A reason belongs to its step alone."""
        found: dict[str, Any] = {}
        for step in steps:
            if self.words(step):
                found.update(step.values)
        found.pop("reason", None)
        return found


def cut_for(actor: Person, rows: Collection[ReferralAccess]) -> Cut:
    """By the access rows of the actor's agency that the actor may use; at least one."""
    standing = [row for row in rows if row.ended_at is None]
    used = standing or list(rows)
    return Cut(
        agency_id=actor.agency_id,
        depth=max((_depth(actor, row) for row in used), key=_DEPTHS.index),
        roles=frozenset(Role(row.role) for row in rows),
        until=None if standing else max(row.ended_at for row in rows if row.ended_at),
    )


def _depth(actor: Person, row: ReferralAccess) -> Depth:
    depth = Depth(row.depth)
    if depth == Depth.FULL and row.role in _WATCHING and actor.clearance < _WORDS:
        return Depth.STEPS
    return depth
