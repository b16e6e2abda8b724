"""One payment entered twice: by the agency in the case, and by the court that collected it."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from cases.inputs import PaymentInput

# The day on which the party paid, the court passed it on, and the agency booked it: a weekend
# may lie between.
NEAR_DAYS = 5


class MayBeSame(Exception):
    """There is a payment that may be the same money, and nobody has said whether it is."""

    def __init__(self, twin: PaymentInput) -> None:
        self.twin = twin
        super().__init__(twin)


class NoneSuch(Exception):
    """It was said to be the same money as another, and there is none that could be."""


def with_payment(
    known: tuple[PaymentInput, ...], new: PaymentInput, *, same: bool | None = None
) -> tuple[PaymentInput, ...]:
    """The payments of a case with one that is entered; money that is there already counts once.

    `same` is what whoever enters it said, None for nothing. The one that is there keeps its day,
    and takes over a receipt where it has none. Raises MayBeSame and NoneSuch.
    """
    twin = twin_of(new, known)
    if twin is None and same:
        raise NoneSuch
    if twin is not None and same is None:
        raise MayBeSame(twin)
    if twin is None or not same:
        return (*known, new)
    full = replace(twin, receipt_no=twin.receipt_no or new.receipt_no)
    return tuple(full if each is twin else each for each in known)


def twin_of(payment: PaymentInput, others: Iterable[PaymentInput]) -> PaymentInput | None:
    """Of `others` the one that may be the same money: of this amount, the nearest in time and at
    most NEAR_DAYS away. Receipts don't tell them apart: each side writes its own."""
    near = [
        each
        for each in others
        if each.amount == payment.amount and _apart(payment, each) <= NEAR_DAYS
    ]
    return min(near, key=lambda each: (_apart(payment, each), each.id or 0), default=None)


def _apart(one: PaymentInput, other: PaymentInput) -> int:
    return abs((one.paid_on - other.paid_on).days)


def twin_words(twin: PaymentInput, entered: str = "") -> str:
    """That there is such a payment already; `entered` says by whom and how, where that is known."""
    receipt = _("，票据号%(number)s") % {"number": twin.receipt_no} if twin.receipt_no else ""
    return _(
        "本案已登记%(day)s缴纳的%(amount)s元%(receipt)s%(entered)s，金额相同、日期相近，可能是同一笔。"
    ) % {
        "day": twin.paid_on.isoformat(),
        "amount": f"{twin.amount:,.2f}",
        "receipt": receipt,
        "entered": entered,
    }
