"""Three per cent a day on a fine that is not paid."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.counting import FeeReason, Interval, LateFee, PartPayment, late_fee

DUE = date(2025, 3, 25)
CENT = Decimal("0.01")


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def fee(fine: str, days: int, **said: list[PartPayment] | list[Interval]) -> LateFee:
    payments = [each for each in said.get("payments", []) if isinstance(each, PartPayment)]
    pauses = [each for each in said.get("pauses", []) if isinstance(each, Interval)]
    return late_fee(Decimal(fine), due_on=DUE, until=after(days), payments=payments, pauses=pauses)


@pytest.mark.parametrize(
    ("days", "accrued"),
    [(-3, "0"), (0, "0"), (1, "150.00"), (10, "1500.00"), (33, "4950.00"), (34, "5000.00")],
)
def test_it_grows_by_three_per_cent_a_day_from_the_day_after(days: int, accrued: str) -> None:
    assert fee("5000", days).accrued == Decimal(accrued)


def test_it_stops_at_the_fine_on_the_thirty_fourth_day() -> None:
    late = fee("5000", 400)
    assert (late.accrued, late.cap) == (Decimal(5000), Decimal(5000))
    assert late.capped_on == late.caps_on == after(34)
    assert len(late.days) == 34
    assert (late.days[-1].fee, late.days[-1].reason) == (Decimal(50), FeeReason.CAPPED)


def test_it_says_when_the_cap_will_be_reached() -> None:
    late = fee("5000", 10)
    assert (late.capped_on, late.caps_on) == (None, after(34))


def test_days_of_a_remedy_add_nothing() -> None:
    late = fee("5000", 20, pauses=[Interval(after(6), after(15))])
    assert late.accrued == Decimal(1500)
    assert late.paused_days == 10
    assert late.caps_on == after(44)


def test_a_remedy_that_still_runs_leaves_the_cap_open() -> None:
    late = fee("5000", 20, pauses=[Interval(after(6), None)])
    assert (late.accrued, late.caps_on) == (Decimal(750), None)


def test_part_payments_lower_what_it_is_reckoned_on_from_the_next_day() -> None:
    late = fee("5000", 10, payments=[PartPayment(after(4), Decimal(3000))])
    # Four days on 5,000 and six on 2,000.
    assert late.accrued == Decimal(600) + Decimal(360)
    assert late.unpaid == Decimal(2000)
    assert [row.base for row in late.days[3:5]] == [Decimal(5000), Decimal(2000)]


def test_it_stops_when_the_fine_is_paid() -> None:
    late = fee("5000", 30, payments=[PartPayment(after(2), Decimal(6000))])
    assert (late.accrued, late.unpaid, late.caps_on) == (Decimal(300), Decimal(0), None)
    assert len(late.days) == 2


def test_a_fine_paid_in_time_adds_nothing() -> None:
    late = fee("5000", 30, payments=[PartPayment(DUE, Decimal(5000))])
    assert (late.accrued, late.days) == (Decimal(0), ())


def test_half_a_cent_goes_up() -> None:
    assert fee("0.50", 1).accrued == Decimal("0.02")
    assert fee("0.16", 1).accrued == Decimal("0.00")


@pytest.mark.parametrize("fine", ["0", "-1"])
def test_there_is_no_fee_without_a_fine(fine: str) -> None:
    with pytest.raises(ValueError, match="needs a fine"):
        fee(fine, 1)


MONEY = st.decimals(Decimal("0.01"), Decimal("9999999"), places=2)
OFFSETS = st.integers(-5, 90)


@st.composite
def payments(draw: st.DrawFn) -> list[PartPayment]:
    found = draw(st.lists(st.tuples(OFFSETS, MONEY), max_size=4))
    return [PartPayment(after(days), amount) for days, amount in found]


@st.composite
def pauses(draw: st.DrawFn) -> list[Interval]:
    found = draw(st.lists(st.tuples(OFFSETS, st.none() | st.integers(0, 40)), max_size=3))
    return [
        Interval(after(days), None if length is None else after(days + length))
        for days, length in found
    ]


@given(MONEY, st.integers(0, 120), payments(), pauses())
def test_it_equals_a_reckoning_day_by_day(
    fine: Decimal, days: int, paid: list[PartPayment], paused: list[Interval]
) -> None:
    exact = Decimal(0)
    for n in range(1, days + 1):
        rests = any(p.first <= after(n) <= (p.last or date.max) for p in paused)
        rest = max(fine - sum((p.amount for p in paid if p.on < after(n)), Decimal(0)), Decimal(0))
        exact += Decimal(0) if rests else rest * 3 / 100
    expected = min(exact, fine).quantize(CENT, ROUND_HALF_UP)
    assert fee(str(fine), days, payments=paid, pauses=paused).accrued == expected


@given(MONEY, st.integers(0, 120), payments(), pauses())
def test_it_never_exceeds_the_fine_and_its_days_add_up_to_the_cent(
    fine: Decimal, days: int, paid: list[PartPayment], paused: list[Interval]
) -> None:
    late = fee(str(fine), days, payments=paid, pauses=paused)
    assert Decimal(0) <= late.accrued <= late.cap == fine
    assert sum((row.fee for row in late.days), Decimal(0)) == late.accrued
    assert all(row.fee == row.fee.quantize(CENT) and row.fee >= 0 for row in late.days)
    assert [row.total for row in late.days] == sorted(row.total for row in late.days)
    assert (late.capped_on is not None) == any(row.reason == FeeReason.CAPPED for row in late.days)


@given(MONEY, st.integers(0, 100), payments(), pauses())
def test_it_never_falls_from_one_day_to_the_next(
    fine: Decimal, days: int, paid: list[PartPayment], paused: list[Interval]
) -> None:
    today = fee(str(fine), days, payments=paid, pauses=paused)
    tomorrow = fee(str(fine), days + 1, payments=paid, pauses=paused)
    assert today.accrued <= tomorrow.accrued
    assert today.capped_on in (None, tomorrow.capped_on)


@given(MONEY, st.integers(0, 60), payments())
def test_what_it_foretells_comes_true(fine: Decimal, days: int, paid: list[PartPayment]) -> None:
    known = [each for each in paid if each.on <= after(days)]
    caps_on = fee(str(fine), days, payments=known).caps_on
    if caps_on is not None and caps_on < after(3000):
        later = late_fee(fine, due_on=DUE, until=caps_on, payments=known)
        assert later.capped_on == caps_on
