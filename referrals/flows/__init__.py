"""Every flow, by its name."""

from collections.abc import Mapping

from referrals.flows.clue import CLUE
from referrals.flows.consultation import CONSULTATION
from referrals.flows.discipline import DISCIPLINE_CLUE
from referrals.flows.early_intervention import EARLY_INTERVENTION
from referrals.flows.filing_supervision import FILING_SUPERVISION
from referrals.flows.forward import FORWARD
from referrals.flows.goods import GOODS
from referrals.flows.non_litigation import NON_LITIGATION
from referrals.flows.reverse import REVERSE
from referrals.flows.reverse_direct import REVERSE_DIRECT
from referrals.flows.suspect import SUSPECT
from referrals.flows.table import Flow

_ALL = (
    CLUE,
    DISCIPLINE_CLUE,
    FORWARD,
    SUSPECT,
    GOODS,
    FILING_SUPERVISION,
    REVERSE,
    REVERSE_DIRECT,
    NON_LITIGATION,
    CONSULTATION,
    EARLY_INTERVENTION,
)
FLOWS: Mapping[str, Flow] = {flow.name: flow for flow in _ALL}
