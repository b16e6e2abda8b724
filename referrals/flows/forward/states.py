"""Where a criminal handover may stand."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import acts
from referrals.flows.table import Role, State

_SENDER = acts(Role.SENDER, Post.HANDLER)
_POLICE = acts(Role.RECEIVER, Post.HANDLER)

STATES = (
    State(
        "demanded",
        _("检察院建议移送"),
        waits_for=acts(Role.SENDER, Post.HANDLER, Post.LEADER),
        outcome=_("检察院建议移送"),
    ),
    State("team", _("专案组核实"), waits_for=_SENDER, inner=Role.SENDER),
    State(
        "approval",
        _("待审批"),
        waits_for=acts(Role.SENDER, Post.LEADER),
        inner=Role.SENDER,
    ),
    State("approved", _("已批准，待移送"), waits_for=_SENDER, inner=Role.SENDER),
    # Not an end: the procuratorate sees it, and the agency goes on with its own case.
    State("refused", _("不予批准移送"), waits_for=_SENDER, outcome=_("未移送")),
    State("cancelled", _("已撤回"), ended=True, outcome=_("未移送")),
    State("sent", _("已移送，待签收"), waits_for=acts(Role.RECEIVER, Post.INTAKE)),
    State("forwarded", _("已转其他公安机关，待签收"), waits_for=acts(Role.RECEIVER, Post.INTAKE)),
    State("forwarded_outside", _("已转外地公安机关"), ended=True, outcome=_("已转送")),
    State("received", _("审查中"), waits_for=_POLICE, outcome=_("已受理")),
    State(
        "supplement",
        _("审查中，待补正"),
        waits_for=_SENDER,
        within="received",
        outcome=_("已受理"),
    ),
    State(
        "supplementary_investigation",
        _("审查中，商请补充调查"),
        waits_for=_SENDER,
        within="received",
        outcome=_("已受理"),
    ),
    State("returned", _("不属公安机关管辖"), waits_for=_SENDER, outcome=_("已退回")),
    State("filed", _("已立案"), waits_for=_POLICE, outcome=_("已立案")),
    State("not_filed", _("不予立案"), waits_for=_SENDER, outcome=_("不予立案")),
    State("reconsideration", _("复议中"), waits_for=acts(Role.RECEIVER, Post.LEADER)),
    State("not_filed_final", _("复议维持不予立案"), waits_for=_SENDER, outcome=_("不予立案")),
    # The supervision is a flow of its own that hangs on this one: whoever must act, acts there.
    State(
        "supervised",
        _("立案监督中"),
        outcome=_("立案监督中"),
    ),
    State("withdrawn", _("公安机关撤销案件"), waits_for=_SENDER, outcome=_("撤销案件")),
    State("admin_resumed", _("转为行政处理"), ended=True, outcome=_("转为行政处理")),
    State("concluded", _("刑事办理终结"), ended=True, outcome=_("刑事办理终结")),
)
