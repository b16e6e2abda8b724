"""Criminal handover: an enforcement agency passes a suspected crime on to the police.

行政执法机关移送涉嫌犯罪案件的规定 (State Council Order 310, as amended by Order 730 of 2020),
公安机关办理刑事案件程序规定 Art. 180–184, 189.
"""

from django.utils.translation import gettext_lazy as _

from referrals.flows.common import ENFORCING, POLICE, PROCURATORATE, services_recorded
from referrals.flows.forward.afterwards import AFTERWARDS
from referrals.flows.forward.extending import EXTENDING
from referrals.flows.forward.results import RESULTS
from referrals.flows.forward.review import REVIEW
from referrals.flows.forward.sending import SENDING
from referrals.flows.forward.states import STATES
from referrals.flows.table import Depth, Flow, Role

_EDGES = (*SENDING, *REVIEW, *EXTENDING, *RESULTS, *AFTERWARDS)
_SERVICE = "《行政执法机关移送涉嫌犯罪案件的规定》第七条至第九条；《刑事诉讼法》第一百零七条"

FORWARD = Flow(
    name="forward",
    label=_("涉嫌犯罪案件移送"),
    law="《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第310号，2020年修订）",
    states=STATES,
    transitions=(*_EDGES, *services_recorded(_EDGES, _SERVICE)),
    sides={
        Role.SENDER: ENFORCING,
        Role.RECEIVER: POLICE,
        Role.SUPERVISOR: PROCURATORATE,
    },
    depths={
        Role.SENDER: Depth.STEPS,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.FULL,
    },
)
