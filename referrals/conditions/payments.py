"""Condition on money that a step says has come."""

from cases.models import Case
from cases.selectors.inputs import input_of
from referrals.paying import payment_in, with_paid
from referrals.registry import Move, condition


@condition("payment_told", typed=True)
def payment_told(move: Move) -> str:
    """What may be entered already is asked about at its own field, before anything is signed."""
    row = payment_in(move)
    case = Case.objects.filter(pk=move.referral.case_id or 0).first()
    if row is not None and case is not None:
        with_paid(move, row, input_of(case, sections=("payments",)).payments)
    return ""
