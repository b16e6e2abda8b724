"""Access to the case doesn't outlive the flow: who still sees it at each end, and who later.

The tables are walked: every transition into an end, from every state from which it is made.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from referrals.flows import FLOWS
from referrals.flows.table import Flow, Role, Transition
from referrals.models import ReferralStep
from referrals.standing import stand
from tests.referrals.county import path_to

SIDES = {role: number for number, role in enumerate(Role, 1)}
NINE = dt.datetime(2026, 3, 2, 9, tzinfo=timezone.get_current_timezone())
Walked = list[tuple[Transition, str]]
# Flow → end → who still sees the case there besides its owner. Until it has reviewed what the
# court stopped, the procuratorate does; then nobody.
LEFT: dict[str, dict[str, set[Role]]] = {
    "non_litigation": {
        "final_refused": {Role.SUPERVISOR},
        "final_denied": {Role.SUPERVISOR},
        "this_run_ended": {Role.SUPERVISOR},
        "terminated": {Role.SUPERVISOR},
        "executed": set(),
        "own_ended": set(),
        "performed": set(),
        "decision_fallen": set(),
        "cancelled": set(),
    },
    "reverse": {"ended": set(), "closed": set()},
    "reverse_direct": {"replied": set(), "closed": set()},
}


def seen_by(flow: Flow, way: Walked) -> set[Role]:
    """The sides to which the case is open after these steps, every side being there."""
    named = {role.value: SIDES[role] for role in flow.sides if role != Role.SENDER}
    steps = [
        ReferralStep(
            number=number,
            transition=done.name,
            from_state=source,
            to_state=done.target,
            at=NINE + dt.timedelta(hours=number),
            values=named if number == 1 else {},
        )
        for number, (done, source) in enumerate(way, 1)
    ]
    return {role for _agency, role in stand(flow, SIDES[Role.SENDER], steps).grants}


def ends(flow: Flow) -> Iterator[tuple[str, Walked]]:
    """Every end, with each last step that leads there and the shortest way to that."""
    for done in flow.transitions:
        if flow.state(done.target).ended:
            for source in done.sources:
                if source != done.target:
                    before = path_to(flow, source) if source else []
                    yield done.target, [*before, (done, source)]


@pytest.mark.parametrize("name", LEFT)
def test_who_still_sees_the_case_at_every_end(name: str) -> None:
    flow = FLOWS[name]
    found: dict[str, set[Role]] = {}
    for end, way in ends(flow):
        found.setdefault(end, set()).update(seen_by(flow, way))
    assert found == LEFT[name]


@pytest.mark.parametrize("name", LEFT)
def test_nobody_but_its_owner_sees_it_when_nothing_is_owed_any_more(name: str) -> None:
    flow = FLOWS[name]
    for end, way in ends(flow):
        settling = [each for each in flow.from_state(end) if each.settles and each.target == end]
        last: Walked = [(settling[0], end)] if settling else []
        assert seen_by(flow, [*way, *last]) == set(), [done.name for done, _source in way]


def test_while_it_runs_it_is_open_to_who_works_on_it() -> None:
    flow = FLOWS["non_litigation"]
    assert seen_by(flow, path_to(flow, "executing")) == {Role.RECEIVER, Role.SUPERVISOR}
    assert seen_by(FLOWS["reverse"], path_to(FLOWS["reverse"], "replied")) == {Role.RECEIVER}
