"""Where the enforcement of a decision that nobody sued against may stand."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import acts
from referrals.flows.table import Role, State

_US = acts(Role.SENDER, Post.HANDLER)
_FILING = acts(Role.RECEIVER, Post.INTAKE)
_JUDGE = acts(Role.RECEIVER, Post.JUDGE)
_EXECUTION = acts(Role.RECEIVER, Post.ENFORCEMENT_JUDGE)

STATES = (
    State("overdue", _("逾期未履行"), waits_for=_US),
    State("deferred", _("延期、分期履行中"), waits_for=_US),
    State("in_remedy", _("复议、诉讼中"), waits_for=_US),
    State("reminding", _("催告书待送达"), waits_for=_US),
    State("reminded", _("已催告"), waits_for=_US),
    State("ready", _("可以申请强制执行"), waits_for=_US),
    State("applied", _("已申请，待法院签收"), waits_for=_FILING, outcome=_("已申请")),
    State("received", _("法院已收，待受理"), waits_for=_FILING, outcome=_("已申请")),
    State("not_accepted", _("不予受理"), waits_for=_US, outcome=_("不予受理")),
    State("higher_reconsideration", _("上一级法院复议中（不予受理）"), waits_for=_US),
    State("final_refused", _("终局不予受理"), ended=True, outcome=_("不予受理")),
    State("accepted", _("已受理，审查中"), waits_for=_JUDGE, outcome=_("已受理")),
    State("denied", _("不准予执行"), waits_for=_US, outcome=_("不准予执行")),
    State("higher_reconsideration_denial", _("上一级法院复议中（不准予）"), waits_for=_US),
    State("final_denied", _("终局不准予执行"), ended=True, outcome=_("不准予执行")),
    State("granted", _("准予执行"), waits_for=_EXECUTION, outcome=_("准予执行")),
    State("executing", _("执行中"), waits_for=_EXECUTION, outcome=_("执行中")),
    State("executing_government", _("行政机关组织实施"), waits_for=_US, outcome=_("执行中")),
    State("suspended", _("中止执行"), waits_for=_EXECUTION, outcome=_("中止执行")),
    State("settled", _("执行和解"), waits_for=_EXECUTION, outcome=_("执行和解")),
    # Off the desks, and yet to be taken up again as soon as there is property.
    State("this_run_ended", _("终结本次执行程序"), ended=True, outcome=_("终结本次执行")),
    State("terminated", _("终结执行"), ended=True, outcome=_("终结执行")),
    State("executed", _("执行完毕"), ended=True, outcome=_("执行完毕")),
    State("own_enforcing", _("本机关强制执行中"), waits_for=_US),
    State("own_suspended", _("本机关中止执行"), waits_for=_US),
    State("own_ended", _("本机关终结执行"), ended=True),
    State("performed", _("当事人已履行"), ended=True, outcome=_("已履行")),
    State("decision_fallen", _("处罚决定已撤销"), ended=True, outcome=_("决定已撤销")),
    State("cancelled", _("已撤回"), ended=True),
)
# Until the court has executed it the party may still perform by itself.
BEFORE_COURT = ("overdue", "deferred", "reminding", "reminded", "ready")
AT_COURT = (
    "applied",
    "received",
    "not_accepted",
    "higher_reconsideration",
    "accepted",
    "denied",
    "higher_reconsideration_denial",
    "granted",
)
EXECUTING = ("executing", "executing_government", "suspended", "settled")
COURT_RULES = (
    "nl.court_accept",
    "nl.refuse_recon",
    "nl.refuse_recon_decide",
    "nl.ruling",
    "nl.ruling_heard",
    "nl.deny_recon",
    "nl.deny_recon_decide",
    "nl.urgent_exec",
    "nl.exec_finish",
    "nl.exec_finish_ext",
)
OWN_RULES = ("nl.substitute_remind", "nl.suspend_max")
