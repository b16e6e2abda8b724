"""Money that a step says has come: the other side may have entered it already."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.inputs import PaymentInput
from cases.payments import MayBeSame, NoneSuch, twin_words, with_payment
from referrals.errors import Invalid
from referrals.flows.non_litigation.performing import ANOTHER, PAYMENT_IS, SAME
from referrals.registry import Move
from referrals.values import day_in

_SAID = {SAME: True, ANOTHER: False}


def payment_in(move: Move) -> PaymentInput | None:
    """What the step says was paid; None where it says nothing."""
    amount = Decimal(str(move.values.get("paid") or 0))
    if not amount:
        return None
    day = day_in(move.values.get("paid_on"))
    return PaymentInput(
        amount=amount,
        paid_on=day.date() if isinstance(day, dt.datetime) else day or move.today,
        receipt_no=str(move.values.get("receipt_no") or ""),
    )


def with_paid(
    move: Move, row: PaymentInput, known: Iterable[PaymentInput]
) -> tuple[PaymentInput, ...]:
    """The payments of the case with this one, which counts once.

    Raises Invalid where somebody must say whether it is one that is there, with the code
    ``same_payment`` for systems, and where they say so of none.
    """
    said = _SAID.get(str(move.values.get(PAYMENT_IS.name) or ""))
    try:
        return with_payment(tuple(known), row, same=said)
    except NoneSuch as error:
        told = _("没有登记过金额相同、日期相近的款项，请照常登记。")
        raise Invalid({PAYMENT_IS.name: told}) from error
    except MayBeSame as error:
        words = twin_words(error.twin, _entered(move, error.twin))
        told = f"{words}{_('请选择是否另一笔；不办理的，返回即可。')}"
        raise Invalid({PAYMENT_IS.name: told}, codes={PAYMENT_IS.name: "same_payment"}) from error


def _entered(move: Move, twin: PaymentInput) -> str:
    """Who entered it with which step of this matter; "" for what was entered in the case."""
    said = {"paid": f"{twin.amount:.2f}", "paid_on": twin.paid_on.isoformat()}
    steps = move.referral.steps.filter(values__contains=said).order_by("number")
    step = steps.exclude(pk=move.step.pk if move.step else 0).first()
    done = move.flow.transition_of(step.transition) if step is not None else None
    if step is None or done is None or step.agency is None:
        return ""
    return _("（%(agency)s办理“%(step)s”时登记）") % {
        "agency": step.agency.name,
        "step": done.label,
    }
