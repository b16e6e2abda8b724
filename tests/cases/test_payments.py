"""Money that is entered twice counts once, whoever enters it."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.inputs import PaymentInput
from cases.models import Case
from cases.money import paid_total
from cases.payments import NEAR_DAYS, MayBeSame, NoneSuch, twin_of, with_payment
from cases.services import add_fact
from tests.cases.factory import recorded
from tests.conftest import ClientAs
from tests.personas import World

FIRST = dt.date(2026, 7, 1)
# Few amounts and days close to one another: most of what is entered looks like another.
MONEY = st.tuples(st.sampled_from([Decimal(100), Decimal("100.50")]), st.integers(0, 30))
ENTRIES = st.lists(st.tuples(MONEY, st.booleans(), st.integers(0, NEAR_DAYS)), max_size=12)


def paid(amount: Decimal | int, day: int, receipt: str = "") -> PaymentInput:
    at = FIRST + dt.timedelta(days=day)
    return PaymentInput(amount=Decimal(amount), paid_on=at, receipt_no=receipt)


@given(ENTRIES)
def test_the_sum_is_that_of_the_money_however_often_it_is_entered(
    entries: list[tuple[tuple[Decimal, int], bool, int]],
) -> None:
    """Each payment is entered by one side and, where `twice`, by the other some days later;
    asked, people say the truth."""
    known: tuple[PaymentInput, ...] = ()
    came = Decimal(0)
    for (amount, day), twice, later in entries:
        came += amount
        for new, same in ((paid(amount, day), False), (paid(amount, day + later), True)):
            if same and not twice:
                continue
            try:
                known = with_payment(known, new)
            except MayBeSame:
                known = with_payment(known, new, same=same)
        assert paid_total(known) == came


@given(ENTRIES)
def test_nothing_is_ever_entered_beside_its_like_without_being_asked(
    entries: list[tuple[tuple[Decimal, int], bool, int]],
) -> None:
    known: tuple[PaymentInput, ...] = ()
    for (amount, day), _twice, _later in entries:
        new = paid(amount, day)
        like = twin_of(new, known)
        if like is None:
            known = with_payment(known, new)
            continue
        with pytest.raises(MayBeSame) as asked:
            with_payment(known, new)
        assert asked.value.twin == like


@pytest.mark.parametrize(("days", "asks"), [(0, True), (NEAR_DAYS, True), (NEAR_DAYS + 1, False)])
def test_what_lies_days_apart_is_asked_about_and_what_lies_weeks_apart_isn_t(
    days: int, asks: bool
) -> None:
    assert bool(twin_of(paid(100, 10 + days), [paid(100, 10)])) == asks
    assert bool(twin_of(paid(100, 10 - days), [paid(100, 10)])) == asks


def test_another_amount_is_another_payment() -> None:
    assert twin_of(paid(Decimal("100.01"), 10), [paid(100, 10)]) is None


def test_the_same_money_completes_the_receipt_and_nothing_else() -> None:
    known = (paid(100, 10), paid(100, 20, "A1"))
    assert with_payment(known, paid(100, 11, "C1"), same=True) == (
        paid(100, 10, "C1"),
        known[1],
    )
    assert with_payment(known, paid(100, 21, "C2"), same=True) == known


def test_what_isn_t_there_can_t_be_the_same() -> None:
    with pytest.raises(NoneSuch):
        with_payment((), paid(100, 10), same=True)


@pytest.mark.django_db
def test_the_form_of_the_case_names_the_other_and_takes_it_when_it_is_another(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk)
    add_fact(actor=world.clerk, case_id=case.pk, fact=paid(1000, 0, "法罚1"))
    client, url = client_as(world.clerk), f"/cases/{case.pk}/payments/new/"
    assert "另一笔" not in client.get(url).content.decode()
    typed = {"amount": "1000", "paid_on": "2026-07-03", "receipt_no": "市监2"}
    answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2026-07-01缴纳的1,000.00元，票据号法罚1" in page
    assert 'type="checkbox" name="another"' in page
    assert Case.objects.get(pk=case.pk).paid_total == 1000
    assert client.post(url, {**typed, "another": "on"}).status_code == 302
    assert Case.objects.get(pk=case.pk).paid_total == 2000


@pytest.mark.django_db
def test_other_money_is_entered_without_a_question(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    add_fact(actor=world.clerk, case_id=case.pk, fact=paid(1000, 0))
    typed = {"amount": "1000", "paid_on": "2026-08-03"}
    answer = client_as(world.clerk).post(f"/cases/{case.pk}/payments/new/", typed)
    assert answer.status_code == 302
