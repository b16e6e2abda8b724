"""How much of a referral a viewer sees: the depth of their sides, and until when."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agencies.models import Person
from referrals.flows.table import SUCCEED, Depth, Flow, Role
from referrals.models import ReferralAccess, ReferralStep
from referrals.showing import is_inner, version_of

# The words of others are shown by the viewer's clearance (L3: undisclosed facts).
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
    # Counted for their sides: what they aren't shown doesn't count.
    version: int

    def known(self, steps: Iterable[ReferralStep]) -> list[ReferralStep]:
        """Those until the matter went on from them."""
        return [step for step in steps if self.until is None or step.at <= self.until]

    def steps(self, flow: Flow, steps: Iterable[ReferralStep]) -> list[ReferralStep]:
        """Those that they may know of: without what the other side does among itself."""
        return [step for step in self.known(steps) if self.shows(flow, step)]

    def shows(self, flow: Flow, step: ReferralStep) -> bool:
        """Whether they may know that there was this step."""
        return step.agency_id == self.agency_id or not is_inner(flow, step, self.roles)

    def words(self, step: ReferralStep) -> bool:
        """Whether they may read what was written with this step, and who did it."""
        own = step.agency is not None and self.agency_id in {
            step.agency_id,
            step.agency.successor_id,
        }
        return self.depth == Depth.FULL or own

    def values(self, flow: Flow, steps: Sequence[ReferralStep]) -> dict[str, Any]:
        """The latest of each field that they may read. A reason belongs to its step alone.

        Of steps that the other side made among itself only what was sent with the matter.
        """
        found: dict[str, Any] = {}
        for step in steps:
            if step.transition == SUCCEED or not self.words(step):
                continue
            if self.shows(flow, step):
                found.update(step.values)
            elif done := flow.transition_of(step.transition):
                sent = {each.name for each in done.fields if each.sent}
                found.update({name: step.values[name] for name in sent & step.values.keys()})
        found.pop("reason", None)
        return found

    def file_grade(self, actor: Person) -> int:
        """The highest grade of files shown: files are words, and so who sees the steps alone
        sees those of their own agency and no others."""
        return actor.clearance if self.depth == Depth.FULL and self.until is None else 0


def cut_for(actor: Person, rows: Collection[ReferralAccess]) -> Cut:
    """By the access rows of the actor's agency that the actor may use; at least one."""
    standing = [row for row in rows if row.ended_at is None]
    used = standing or list(rows)
    return Cut(
        agency_id=actor.agency_id,
        depth=max((depth_for(actor, row) for row in used), key=_DEPTHS.index),
        roles=frozenset(Role(row.role) for row in rows),
        until=None if standing else max(row.ended_at for row in rows if row.ended_at),
        version=version_of(rows),
    )


def depth_for(actor: Person, row: ReferralAccess) -> Depth:
    """How deep this side sees, for this person: words are read by clearance."""
    depth = Depth(row.depth)
    return Depth.STEPS if depth == Depth.FULL and not reads_words(actor) else depth


def reads_words(actor: Person) -> bool:
    """Whether the actor's clearance lets them read the words of others where their side may."""
    return actor.clearance >= _WORDS
