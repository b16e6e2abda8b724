"""Non-litigation enforcement: the party pays, before the court has the matter or while it has."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from agencies.models import Post
from referrals.flows.common import HANDLER, REVIEW, day, hears
from referrals.flows.non_litigation.states import (
    AT_COURT,
    BEFORE_COURT,
    COURT_RULES,
    EXECUTING,
    OWN_RULES,
)
from referrals.flows.table import Field, Kind, Role, Tell, Transition

_LAW = "《行政处罚法》第六十六条、第六十七条"
# The money may have been entered by the other side already (referrals.paying).
SAME, ANOTHER = "same", "another"
PAYMENT_IS = Field(
    "payment_is",
    _("与已登记款项的关系"),
    Kind.CHOICE,
    required=False,
    choices=((SAME, _("就是已登记的那一笔，不再计入")), (ANOTHER, _("是另一笔，照常登记"))),
    help=_("提示已登记金额相同、日期相近的款项时填写"),
    late=True,
)
PAID = (
    Field("paid", _("实缴（执行到位）金额（元）"), Kind.MONEY),
    day("paid_on", _("缴纳（到账）日期")),
    Field("receipt_no", _("票据号"), required=False, most=60),
    PAYMENT_IS,
)
# What the case tells already isn't asked for again.
_REST = (
    Field("paid", _("实缴金额（元），已登记的不再填写"), Kind.MONEY, required=False),
    day("paid_on", _("缴纳日期"), required=False),
    Field("receipt_no", _("票据号"), required=False, most=60),
    PAYMENT_IS,
)

COURT_TOLD = hears(Role.RECEIVER, Post.JUDGE, Post.ENFORCEMENT_JUDGE)


def _paid_in_part(states: Sequence[str], tells: tuple[Tell, ...] = ()) -> Iterator[Transition]:
    """A part may come wherever the matter stands: one step for each state."""
    for state in states:
        yield Transition(
            "pay_part" if state == "overdue" else f"pay_part_{state}",
            _("登记部分履行"),
            (state,),
            state,
            Role.SENDER,
            HANDLER,
            "《行政处罚法》第六十六条、第七十二条",
            fields=PAID,
            tells=tells,
            effects=("case_payment",),
            conditions=("payment_told",),
        )


PERFORMING = (
    # While the agency itself enforces, what comes in is entered as collected by it.
    *_paid_in_part((*BEFORE_COURT, "in_remedy", "own_suspended")),
    *_paid_in_part((*AT_COURT, *EXECUTING), COURT_TOLD),
    Transition(
        "performed",
        _("登记当事人已履行"),
        (*BEFORE_COURT, "own_enforcing", "own_suspended"),
        "performed",
        Role.SENDER,
        HANDLER,
        _LAW,
        fields=_REST,
        ends=OWN_RULES,
        effects=("case_payment",),
        conditions=("payment_told", "paid_in_full"),
    ),
    Transition(
        "performed_at_court",
        _("登记当事人已自行履行，告知法院"),
        (*AT_COURT, *EXECUTING),
        "performed",
        Role.SENDER,
        HANDLER,
        _LAW,
        fields=_REST,
        ends=COURT_RULES,
        revokes=(Role.RECEIVER,),
        tells=COURT_TOLD,
        settles=(REVIEW,),
        effects=("case_payment",),
        conditions=("payment_told", "paid_in_full"),
        custody=Role.SENDER,
    ),
)
