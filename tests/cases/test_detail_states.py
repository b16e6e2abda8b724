"""What the page of a case says of its periods, and what it offers next."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cases.inputs import DeferralInput, PaymentInput, RemedyInput
from cases.models import Case
from cases.selectors import input_of
from cases.services import close_case, correct_case, record_case
from tests.cases.factory import investigation, recorded
from tests.cases.test_detail_page import page_of, section
from tests.conftest import ClientAs
from tests.personas import World

PAID = PaymentInput(amount=Decimal(5000), paid_on=dt.date(2026, 6, 10))
REVOKED = RemedyInput(
    kind="lawsuit",
    body="宁川县人民法院",
    filed_on=dt.date(2026, 6, 20),
    decided_on=dt.date(2026, 7, 20),
    outcome="revoked",
)


def deferred(until: dt.date) -> DeferralInput:
    return DeferralInput(approved_on=dt.date(2026, 6, 12), plan_end=until)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"payments": (PAID,)}, "按期完成"),
        ({"deferrals": (deferred(dt.date(2099, 12, 31)),)}, "因延期停止计算"),
        ({"deferrals": (deferred(dt.date(2026, 6, 30)),)}, "延期已届满"),
        ({"remedies": (REVOKED,)}, "已停止计算"),
        ({"closed_on": dt.date(2026, 6, 15)}, "已停止计算"),
        (
            {
                "deferrals": (deferred(dt.date(2026, 8, 31)),),
                "payments": (replace(PAID, paid_on=dt.date(2026, 8, 1)),),
            },
            "延期内完成",
        ),
    ],
)
def test_a_period_of_payment_was_kept_only_when_the_fine_is_paid(
    world: World, client_as: ClientAs, said: Mapping[str, Any], words: str
) -> None:
    case = recorded(world.clerk, **said)
    clocks = section(page_of(client_as(world.clerk), case), "clocks")
    payment = clocks.partition("缴款期限")[2].partition("</li>")[0]
    assert words in payment
    assert ("按期完成" in payment) is (words == "按期完成")


def test_closing_without_a_decision_does_not_keep_its_period(
    world: World, client_as: ClientAs
) -> None:
    case = record_case(actor=world.clerk, data=investigation())
    page = page_of(client_as(world.clerk), case)
    assert "尚未决定" in page
    assert "无须执行" not in page
    assert "应缴罚款" not in page
    close_case(actor=world.clerk, case_id=case.pk, closed_on=dt.date(2026, 6, 30), reason="撤案")
    clocks = section(page_of(client_as(world.clerk), case), "clocks")
    assert "已停止计算" in clocks
    assert "按期完成" not in clocks


def test_closing_warns_of_what_is_unpaid_and_pending(world: World, client_as: ClientAs) -> None:
    pending = replace(REVOKED, decided_on=None, outcome="")
    case = recorded(world.clerk, remedies=(pending,))
    clerk = client_as(world.clerk)
    page = clerk.get(f"/cases/{case.pk}/close/").content.decode()
    assert "罚款尚有5,000.00元未缴清" in page
    assert "尚未审结" in page
    assert "尚有" not in clerk.get(f"/cases/{case.pk}/payments/new/").content.decode()


def test_closing_a_paid_case_warns_of_nothing(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk, payments=(PAID,))
    page = client_as(world.clerk).get(f"/cases/{case.pk}/close/").content.decode()
    assert "结案前请核对" not in page


def offered(world: World, client_as: ClientAs, case: Case) -> set[str]:
    page = page_of(client_as(world.clerk), case)
    names = ("serve", "payments/new", "deferrals/new", "steps/new", "remedies/new", "close")
    return {name for name in names if f'href="/cases/{case.pk}/{name}/"' in page}


def test_a_closed_case_can_still_be_paid_for_and_sued_over(
    world: World, client_as: ClientAs
) -> None:
    case = recorded(world.clerk)
    assert {"payments/new", "deferrals/new", "close"} < offered(world, client_as, case)
    close_case(actor=world.clerk, case_id=case.pk, closed_on=dt.date(2026, 7, 1), reason="终结执行")
    assert offered(world, client_as, case) == {"payments/new", "remedies/new"}


def test_corrections_are_counted_by_themselves(world: World, client_as: ClientAs) -> None:
    case = recorded(world.clerk)
    clerk = client_as(world.clerk)
    payment = {"amount": "2000", "paid_on": "2026-06-10", "receipt_no": ""}
    clerk.post(f"/cases/{case.pk}/payments/new/", payment)
    case.refresh_from_db()
    data = replace(input_of(case), conduct_place="宁川县人民路1号")
    correct_case(
        actor=world.clerk, case_id=case.pk, version=case.version, data=data, reason="地点写错"
    )
    history = section(page_of(clerk, case), "history")
    assert "第1次更正" in history
    assert "第2次" not in history


@pytest.mark.parametrize("typed", ["2026-6-10", "20260610", "2026年6月10日"])
def test_dates_are_taken_as_people_write_them(
    world: World, client_as: ClientAs, typed: str
) -> None:
    case = recorded(world.clerk)
    payment = {"amount": "2000", "paid_on": typed, "receipt_no": ""}
    client_as(world.clerk).post(f"/cases/{case.pk}/payments/new/", payment)
    assert case.payments.get().paid_on == dt.date(2026, 6, 10)
