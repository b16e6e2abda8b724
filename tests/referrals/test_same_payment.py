"""The agency and the court enter what was paid: one payment counts once."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cases.inputs import PaymentInput
from cases.models import Case, Payment
from cases.services import add_fact
from core.clock import current_day
from referrals.errors import Invalid
from referrals.models import Referral
from tests.cases.api.systems import speaker
from tests.conftest import ClientAs, MovedClock
from tests.referrals.county import County
from tests.referrals.driving import go
from tests.referrals.enforcing import executing

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return replace(whole_county, sides={})


@pytest.fixture
def run(county: County, moved_clock: MovedClock) -> Referral:
    return executing(county, moved_clock)


def day(ago: int) -> str:
    return (current_day() - dt.timedelta(days=ago)).isoformat()


def total(county: County) -> Decimal:
    return Case.objects.get(pk=county.case.pk).paid_total


def collected(county: County, run: Referral, **said: Any) -> Referral:
    values = {"paid": "3000", "paid_on": day(0), **said}
    return go(county, run, "enforcement_judge", "collect", **values)


def part(county: County, run: Referral, **said: Any) -> Referral:
    values = {"paid": "3000", "paid_on": day(2), **said}
    return go(county, run, "clerk", "pay_part_executing", **values)


def test_what_the_court_entered_the_agency_is_asked_about(county: County, run: Referral) -> None:
    collected(county, run, receipt_no="法执1")
    with pytest.raises(Invalid) as refusal:
        part(county, run)
    told = refusal.value.errors["payment_is"]
    assert f"{day(0)}缴纳的3,000.00元，票据号法执1" in told
    assert f"{county.court.name}办理“登记执行到位款项”时登记" in told
    assert total(county) == 3000


def test_what_the_agency_entered_in_the_case_the_court_is_asked_about(
    county: County, run: Referral
) -> None:
    before = PaymentInput(amount=Decimal(3000), paid_on=current_day() - dt.timedelta(days=3))
    add_fact(actor=county.clerk, case_id=county.case.pk, fact=before)
    with pytest.raises(Invalid, match="可能是同一笔"):
        collected(county, run)
    collected(county, run, payment_is="same", receipt_no="法执1")
    assert total(county) == 3000
    row = Payment.objects.get(case=county.case.pk)
    assert (row.paid_on, row.receipt_no) == (before.paid_on, "法执1")


def test_another_payment_is_entered_and_counted(county: County, run: Referral) -> None:
    collected(county, run, paid="1000")
    part(county, run, paid="1000", payment_is="another")
    assert total(county) == 2000


def test_nothing_is_the_same_as_what_was_never_entered(county: County, run: Referral) -> None:
    with pytest.raises(Invalid, match="请照常登记"):
        collected(county, run, payment_is="same")
    assert total(county) == 0


def test_the_same_payment_doesn_t_pay_the_fine_twice(county: County, run: Referral) -> None:
    collected(county, run)
    said: dict[str, Any] = {"paid": "3000", "paid_on": day(1)}
    with pytest.raises(Invalid, match="可能是同一笔"):
        go(county, run, "enforcement_judge", "finish", **said)
    with pytest.raises(Invalid, match="不足以缴清"):
        go(county, run, "enforcement_judge", "finish", payment_is="same", **said)
    go(county, run, "enforcement_judge", "finish", **{**said, "paid": "2000"})
    assert total(county) == 5000


def test_the_page_asks_only_then_and_takes_the_answer(
    county: County, run: Referral, client_as: ClientAs
) -> None:
    collected(county, run)
    client = client_as(county.clerk)
    url = f"/referrals/{run.pk}/act/pay_part_executing/"
    assert "payment_is" not in client.get(url).content.decode()
    typed = {"v-paid": "3000", "v-paid_on": day(1), "step": "perform", "token": "a"}
    asked = client.post(url, typed)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "可能是同一笔" in page
    assert 'name="v-payment_is"' in page
    answer = client.post(url, {**typed, "v-payment_is": "same"})
    assert answer.status_code == 302
    assert total(county) == 3000
    assert run.steps.filter(transition="pay_part_executing").exists()


def test_a_system_is_told_by_a_code_and_answers(county: County, run: Referral) -> None:
    collected(county, run)
    system = speaker(county.agencies["market"])
    url = f"/api/v1/referrals/{run.pk}/actions/pay_part_executing/"
    said = {"paid": "3000.00", "paid_on": day(1)}
    problem = system.post(url, {"values": said}, status=422)
    (error,) = problem["errors"]
    assert (error["pointer"], error["code"]) == ("/values/payment_is", "same_payment")
    assert "可能是同一笔" in error["detail"]
    system.post(url, {"values": {**said, "payment_is": "another"}}, status=200)
    assert total(county) == 6000
