"""What steps said, as later steps have corrected it. Pure: no database."""

from collections.abc import Mapping, Sequence
from typing import Any

from referrals.flows.table import Flow
from referrals.models import ReferralStep


def said_by(flow: Flow, steps: Sequence[ReferralStep]) -> Mapping[int, Mapping[str, Any]]:
    """By number of those steps that were corrected: their values as they ought to have been.

    `steps` are those that stand. A correction changes what the step before it said, and adds
    nothing to it.
    """
    corrects = {each.name: each.corrects for each in flow.transitions if each.corrects}
    found: dict[int, Mapping[str, Any]] = {}
    for index, step in enumerate(steps):
        wrong = corrects.get(step.transition)
        earlier = (each for each in reversed(steps[:index]) if each.transition == wrong)
        said = next(earlier, None) if wrong else None
        if said is not None:
            before = found.get(said.number, said.values)
            found[said.number] = {name: step.values.get(name, old) for name, old in before.items()}
    return found
