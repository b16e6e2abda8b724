"""Which steps a side is shown. Pure: no database.

What a side does among itself before it sends something (its draft, its approval) is shown to
no other: neither the step nor that there was one.
"""

from collections.abc import Collection, Iterable

from referrals.flows.table import TAKE_BACK, Flow, Role
from referrals.models import ReferralAccess, ReferralStep


def inner_to(flow: Flow, state: str) -> Role | None:
    """The side that alone sees it stand in this state; None for a state that all see."""
    found = flow.state_of(state)
    return found.inner if found is not None else None


def is_inner(flow: Flow, step: ReferralStep, roles: Collection[Role]) -> bool:
    """Whether this step is none that these sides are shown."""
    states = {step.to_state} | ({step.from_state} if step.transition == TAKE_BACK else set())
    # What was sent and is taken back has been seen: that it is gone is told.
    return step.role not in roles and all(inner_to(flow, each) == step.role for each in states)


def shown_state(flow: Flow, state: str, roles: Collection[Role]) -> bool:
    """Whether these sides see that it stands in this state."""
    side = inner_to(flow, state)
    return side is None or side in roles


def version_of(rows: Iterable[ReferralAccess]) -> int:
    """How many changes an agency was shown, by its access rows; 0 without one."""
    return max((row.version for row in rows), default=0)


def inner_rules(flow: Flow, roles: Collection[Role]) -> frozenset[str]:
    """Rules of periods that another side runs among itself; who supervises is told of them."""
    if Role.SUPERVISOR in roles:
        return frozenset()
    begun: dict[bool, set[str]] = {True: set(), False: set()}
    for each in flow.transitions:
        inner = each.role not in roles and inner_to(flow, each.target) == each.role
        begun[inner] |= {start.rule for start in each.starts}
    return frozenset(begun[True] - begun[False])
