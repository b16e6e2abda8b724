"""Non-litigation enforcement: a decision nobody sued against and nobody performed.

行政强制法 Art. 34–59, 行政诉讼法 Art. 97, 行政诉讼法解释 Art. 155–161. The waiting time after
the reminder and the period to apply run on the case (cases/clocks) from the steps that this
flow writes there, so they aren't counted a second time here.
"""

from django.utils.translation import gettext_lazy as _

from referrals.flows.common import COURT, OWNERS, PROCURATORATE, services_recorded
from referrals.flows.non_litigation.collecting import COLLECTING
from referrals.flows.non_litigation.court import AT_COURT_STEPS
from referrals.flows.non_litigation.executing import EXECUTION_STEPS
from referrals.flows.non_litigation.own import OWN_STEPS
from referrals.flows.non_litigation.performing import PERFORMING
from referrals.flows.non_litigation.refused import REFUSED_STEPS
from referrals.flows.non_litigation.states import STATES
from referrals.flows.table import Depth, Flow, Role

# The party's own papers are served outside (`reminder_served`); here the rulings from whose
# receipt the agency may go to the higher court.
_SERVICE = "《行政诉讼法》第一百零一条；《民事诉讼法》第八十七条至第九十五条"
_EDGES = (
    *COLLECTING,
    *AT_COURT_STEPS,
    *REFUSED_STEPS,
    *EXECUTION_STEPS,
    *OWN_STEPS,
    *PERFORMING,
)

NON_LITIGATION = Flow(
    name="non_litigation",
    label=_("非诉强制执行"),
    law="《行政强制法》第五十三条至第六十条；《行政诉讼法》第九十七条",
    states=STATES,
    transitions=(*_EDGES, *services_recorded(_EDGES, _SERVICE)),
    sides={Role.SENDER: OWNERS, Role.RECEIVER: COURT, Role.SUPERVISOR: PROCURATORATE},
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.FULL,
    },
    access_ends=True,
    case_rules=frozenset({"ap.pay_deferred", "nl.reminder_wait", "nl.apply"}),
)
