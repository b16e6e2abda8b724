"""Non-litigation enforcement by an agency with power of its own (行政强制法 Art. 34–46).

Which agencies those are stands in powers.py.
"""

from django.utils.translation import gettext_lazy as _

from referrals.flows.common import HANDLER, LEADER, REASON, YES, day, words, yes_no
from referrals.flows.non_litigation.performing import PAID
from referrals.flows.table import ClockStart, Field, Role, Transition

OWN_STEPS = (
    Transition(
        "enforce",
        _("作出行政强制执行决定"),
        ("reminded",),
        "own_enforcing",
        Role.SENDER,
        LEADER,
        "《行政强制法》第三十四条、第三十七条、第四十四条、第四十六条",
        fields=(
            REASON,
            Field("manner", _("强制执行的方式"), most=200),
            day("enforce_from", _("强制执行的时间")),
        ),
        paper="enforcement_decision",
        effects=("case_own_enforcement",),
        conditions=("power_of_its_own", "reminder_term_over", "remedies_over"),
    ),
    # Somebody else does it at the party's cost: reminded once more, three days before.
    Transition(
        "plan_substitute",
        _("决定代履行"),
        ("own_enforcing",),
        "own_enforcing",
        Role.SENDER,
        LEADER,
        "《行政强制法》第五十条、第五十一条",
        fields=(
            day("substitute_on", _("代履行日期")),
            Field("substitute", _("代履行人"), most=120),
        ),
        paper="substitute_decision",
        starts=(
            ClockStart("nl.substitute_remind", Role.SENDER, since="substitute_on", ahead=True),
        ),
    ),
    Transition(
        "remind_substitute",
        _("代履行前催告"),
        ("own_enforcing",),
        "own_enforcing",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第五十一条第一款第二项",
        fields=(day("reminded_on", _("催告送达日期")),),
        paper="substitute_reminder",
        ends=("nl.substitute_remind",),
        happened="reminded_on",
    ),
    Transition(
        "collect_own",
        _("登记执行到位款项（本机关）"),
        ("own_enforcing",),
        "own_enforcing",
        Role.SENDER,
        HANDLER,
        "《行政强制法》第四十五条至第四十七条",
        fields=PAID,
        effects=("case_payment",),
        conditions=("payment_told",),
    ),
    Transition(
        "finish_own",
        _("本机关执行完毕"),
        ("own_enforcing",),
        "executed",
        Role.SENDER,
        HANDLER | LEADER,
        "《行政强制法》第三十七条、第四十六条、第四十七条",
        fields=(words("result", _("执行结果")), day("done_on", _("完成日期"))),
        ends=("nl.substitute_remind",),
        conditions=("paid_in_full",),
    ),
    Transition(
        "suspend_own",
        _("本机关中止执行"),
        ("own_enforcing",),
        "own_suspended",
        Role.SENDER,
        LEADER,
        "《行政强制法》第三十九条",
        fields=(
            REASON,
            day("suspended_on", _("中止日期")),
            yes_no("no_means", _("无明显社会危害且当事人确无能力履行")),
        ),
        paper="own_suspension",
        starts=(
            ClockStart("nl.suspend_max", Role.SENDER, since="suspended_on", when=("no_means", YES)),
        ),
        ends=("nl.substitute_remind",),
    ),
    Transition(
        "resume_own",
        _("本机关恢复执行"),
        ("own_suspended",),
        "own_enforcing",
        Role.SENDER,
        LEADER,
        "《行政强制法》第三十九条第二款",
        fields=(REASON,),
        ends=("nl.suspend_max",),
    ),
    Transition(
        "end_own",
        _("本机关终结执行"),
        ("own_enforcing", "own_suspended"),
        "own_ended",
        Role.SENDER,
        LEADER,
        "《行政强制法》第三十九条第二款、第四十条",
        fields=(REASON, day("ended_on", _("终结日期"))),
        paper="own_termination",
        ends=("nl.suspend_max", "nl.substitute_remind"),
    ),
)
