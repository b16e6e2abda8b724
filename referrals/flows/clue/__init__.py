"""Clue transfer: an agency tells the one that is competent what it came across.

The route is fixed (referrals/flows/routing.py). The sender hears at three points: taken on or
not, opened as a case or not, and what came of it.
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Post
from referrals.flows.clue.sending import SENDING
from referrals.flows.clue.working import WORKING
from referrals.flows.common import COORDINATION, PROCURATORATE, acts
from referrals.flows.routing import RECEIVERS
from referrals.flows.table import Depth, Flow, Role, State

_WORKER = (
    Post.HANDLER,
    Post.PROCURATOR,
    Post.JUDGE,
    Post.SUPERVISION_OFFICER,
    Post.COORDINATOR,
)
_HEADS = (Post.LEADER, Post.CHIEF_PROCURATOR)
_SENDER = acts(Role.SENDER, *_WORKER)
_RECEIVER = acts(Role.RECEIVER, *_WORKER)

CLUE = Flow(
    name="clue",
    label=_("线索移送"),
    law="《行政处罚法》第八十二条；《行政执法监督条例》；检司联合监督机制",
    states=(
        State("draft", _("登记中"), waits_for=_SENDER, inner=Role.SENDER),
        State(
            "unit_review",
            _("待本单位审批"),
            waits_for=acts(Role.SENDER, *_HEADS),
            inner=Role.SENDER,
        ),
        State("cancelled", _("已撤回"), ended=True),
        State("sent", _("已移送，待签收"), waits_for=acts(Role.RECEIVER, Post.INTAKE)),
        State("forwarded", _("已转交，待签收"), waits_for=acts(Role.RECEIVER, Post.INTAKE)),
        State("returned", _("已退回"), waits_for=_SENDER, outcome=_("已退回")),
        State(
            "received",
            _("已签收，待分派"),
            waits_for=acts(Role.RECEIVER, *_HEADS),
            outcome=_("已受理"),
        ),
        State("in_review", _("审查中"), waits_for=_RECEIVER, outcome=_("已受理")),
        State("supplement", _("待补充材料"), waits_for=_SENDER, within="in_review"),
        State("case_opened", _("已立案（受理）"), waits_for=_RECEIVER, outcome=_("已立案")),
        State("rejected", _("不予受理（立案）"), waits_for=_SENDER, outcome=_("不予受理")),
        State("feedback_given", _("已反馈结果"), waits_for=_SENDER, outcome=_("已办结")),
        State(
            "disputed",
            _("有异议，提请会商"),
            waits_for=acts(Role.OFFICE, Post.COORDINATOR),
            opens_to=frozenset({Role.OFFICE}),
        ),
        State("closed", _("已办结"), ended=True, outcome=_("已办结")),
    ),
    transitions=(*SENDING, *WORKING),
    sides={
        Role.SENDER: frozenset(AgencyKind),
        Role.RECEIVER: RECEIVERS,
        Role.SUPERVISOR: PROCURATORATE,
        Role.OFFICE: COORDINATION,
    },
    depths={
        Role.SENDER: Depth.STEPS,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.STEPS,
        Role.OFFICE: Depth.STEPS,
    },
    needs_case=False,
)
