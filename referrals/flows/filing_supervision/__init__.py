"""Filing supervision: the procuratorate asks the police why they didn't file, or filed.

人民检察院刑事诉讼规则 Art. 557–565. Begun on the proposal of the agency whose handover was
refused, or by the procuratorate itself.
"""

from django.utils.translation import gettext_lazy as _

from referrals.flows.common import ENFORCING, POLICE, PROCURATORATE, services_recorded
from referrals.flows.filing_supervision.asking import ASKING, STATES
from referrals.flows.filing_supervision.correcting import CORRECTING
from referrals.flows.filing_supervision.wrongly_filed import WRONGLY_FILED
from referrals.flows.table import Depth, Flow, Role

_EDGES = (*ASKING, *CORRECTING, *WRONGLY_FILED)

FILING_SUPERVISION = Flow(
    name="filing_supervision",
    label=_("立案监督"),
    law="《刑事诉讼法》第一百一十三条；《人民检察院刑事诉讼规则》第五百五十七条至第五百六十五条",
    states=STATES,
    transitions=(*_EDGES, *services_recorded(_EDGES, "《刑事诉讼法》第一百零七条")),
    sides={
        Role.SENDER: PROCURATORATE,
        Role.RECEIVER: POLICE,
        Role.FOLLOWER: ENFORCING,
    },
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.FOLLOWER: Depth.STEPS,
    },
    parent="forward",
    # Once the police have it: before that they have neither filed nor refused nor been late.
    parent_states=frozenset(
        {
            "received",
            "supplement",
            "supplementary_investigation",
            "returned",
            "filed",
            "not_filed",
            "reconsideration",
            "not_filed_final",
            "supervised",
            "withdrawn",
            "admin_resumed",
        }
    ),
    inherits={
        Role.SENDER: Role.SUPERVISOR,
        Role.RECEIVER: Role.RECEIVER,
        Role.FOLLOWER: Role.SENDER,
    },
    needs_parent=False,
)
