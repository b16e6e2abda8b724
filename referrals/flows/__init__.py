"""Every flow, by its name."""

from collections.abc import Mapping

from referrals.flows.clue import CLUE
from referrals.flows.discipline import DISCIPLINE_CLUE
from referrals.flows.forward import FORWARD
from referrals.flows.table import Flow

_ALL = (CLUE, DISCIPLINE_CLUE, FORWARD)
FLOWS: Mapping[str, Flow] = {flow.name: flow for flow in _ALL}
