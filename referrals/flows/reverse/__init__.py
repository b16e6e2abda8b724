"""Reverse handover by the procuratorate: not prosecuted, but perhaps to be penalised.

刑诉法 Art. 177(3), 高检发释字〔2021〕4号 Art. 8–11, 人民检察院行刑反向衔接工作指引 (2024).
"""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import JUSTICE, OWNERS, PROCURATORATE, acts
from referrals.flows.reverse.answering import ANSWERING
from referrals.flows.reverse.reviewing import REVIEWING
from referrals.flows.table import Depth, Flow, Role, State

_US = acts(Role.SENDER, Post.PROCURATOR)
_CHIEF = acts(Role.SENDER, Post.CHIEF_PROCURATOR)
_AUTHORITY = acts(Role.RECEIVER, Post.HANDLER)

REVERSE = Flow(
    name="reverse",
    label=_("反向移送（检察意见）"),
    law="《刑事诉讼法》第一百七十七条第三款；高检发释字〔2021〕4号第八条至第十一条；《行政处罚法》第二十七条",
    states=(
        State("intake", _("待行政检察部门受理"), waits_for=_US, inner=Role.SENDER),
        State("review", _("审查中"), waits_for=_US + _CHIEF, inner=Role.SENDER),
        State("suspended", _("中止审查"), waits_for=_US, within="review", inner=Role.SENDER),
        State("ended", _("终结审查，不提出检察意见"), ended=True),
        State(
            "opinion",
            _("检察意见已发，待签收"),
            waits_for=acts(Role.RECEIVER, Post.INTAKE),
            outcome=_("已提出检察意见"),
        ),
        State("served", _("已签收，待受理"), waits_for=_AUTHORITY, outcome=_("已签收")),
        State("accepted", _("已受理（立案）"), waits_for=_AUTHORITY, outcome=_("已受理")),
        State("disputed", _("认为不应处罚，待会商"), waits_for=_CHIEF, outcome=_("有异议")),
        State("replied", _("已回复处理结果"), waits_for=_US, outcome=_("已回复")),
        State(
            "escalated",
            _("已通报或者提请上级"),
            waits_for=(*_AUTHORITY, *_US),
            outcome=_("已通报"),
        ),
        State("closed", _("办结"), ended=True, outcome=_("办结")),
    ),
    transitions=(*REVIEWING, *ANSWERING),
    sides={
        Role.SENDER: PROCURATORATE,
        Role.RECEIVER: OWNERS,
        Role.SUPERVISOR: JUSTICE,
    },
    depths={
        Role.SENDER: Depth.FULL,
        Role.RECEIVER: Depth.FULL,
        Role.SUPERVISOR: Depth.STEPS,
    },
    parent="suspect",
    parent_states=frozenset({"not_prosecuted"}),
    inherits={Role.SENDER: Role.RECEIVER},
    needs_parent=False,
    needs_case=False,
    access_ends=True,
)
