"""Statuses and clocks follow the facts, whatever order they come in."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.inputs import DeferralInput, OfficerInput, PaymentInput, RemedyInput, StepInput
from cases.services import add_fact, record_service
from cases.services.warnings import warnings_of
from cases.status import execution_status, remedy_status
from deadlines.models import Clock
from tests.cases.factory import case_input, investigation, recorded
from tests.personas import World


def remedy(kind: str = "reconsideration", **said: Any) -> RemedyInput:
    values: dict[str, Any] = {"body": "宁川县人民政府", "filed_on": dt.date(2026, 6, 20)}
    return RemedyInput(kind=kind, **{**values, **said})


REVOKED = remedy(decided_on=dt.date(2026, 8, 1), outcome="revoked")


@pytest.mark.parametrize(
    ("remedies", "expected"),
    [
        ((), "none"),
        ((remedy(),), "in_review"),
        ((remedy("lawsuit"),), "in_lawsuit"),
        ((remedy(decided_on=dt.date(2026, 8, 1), outcome="upheld"),), "upheld"),
        ((remedy(decided_on=dt.date(2026, 8, 1), outcome="withdrawn"),), "none"),
        # A withdrawn suit doesn't bring a revoked decision back.
        (
            (REVOKED, remedy("lawsuit", filed_on=dt.date(2026, 9, 1), outcome="withdrawn")),
            "revoked",
        ),
        # Entered twice, pending and decided: what was decided counts.
        ((remedy(), remedy(decided_on=dt.date(2026, 8, 1), outcome="upheld")), "upheld"),
        ((remedy(decided_on=dt.date(2026, 8, 1), outcome="upheld"), remedy()), "upheld"),
        # A suit after the reconsideration is the later one.
        (
            (
                remedy(decided_on=dt.date(2026, 8, 1), outcome="upheld"),
                remedy("lawsuit", filed_on=dt.date(2026, 8, 10)),
            ),
            "in_lawsuit",
        ),
    ],
)
def test_the_last_remedy_pursued_counts(remedies: tuple[RemedyInput, ...], expected: str) -> None:
    assert remedy_status(case_input(remedies=remedies)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "pending"),
        ({"served_on": None}, "unserved"),
        ({"payments": (PaymentInput(amount=Decimal(1), paid_on=dt.date(2026, 6, 9)),)}, "partial"),
        (
            {"payments": (PaymentInput(amount=Decimal(5000), paid_on=dt.date(2026, 6, 9)),)},
            "performed",
        ),
        ({"steps": (StepInput(kind="reminder", done_on=dt.date(2026, 9, 9)),)}, "reminded"),
        ({"steps": (StepInput(kind="own_enforcement", done_on=dt.date(2026, 9, 9)),)}, "applied"),
        (
            {
                "deferrals": (
                    DeferralInput(approved_on=dt.date(2026, 6, 9), plan_end=dt.date(2026, 12, 9)),
                )
            },
            "deferred",
        ),
        ({"remedies": (REVOKED,)}, "none"),
    ],
)
def test_execution_follows_service_payment_and_steps(said: dict[str, Any], expected: str) -> None:
    assert execution_status(case_input(**said)) == expected


def test_a_case_without_decision_has_nothing_to_execute() -> None:
    assert execution_status(investigation()) == "none"


def payment_clock(case_id: int) -> Clock:
    return Clock.objects.get(subject_id=case_id, rule_key="ap.pay")


def test_a_revoked_decision_closes_the_payment_period(world: World) -> None:
    case = recorded(world.clerk, remedies=(REVOKED,))
    assert payment_clock(case.pk).closed_on == dt.date(2026, 8, 1)


def test_the_payment_period_ends_fifteen_days_after_service(world: World) -> None:
    # Golden: served 2025-03-10, pay by 2025-03-25.
    case = recorded(
        world.clerk,
        filed_on=dt.date(2025, 2, 3),
        conduct_from=dt.date(2025, 1, 20),
        decided_on=dt.date(2025, 3, 7),
        served_on=dt.date(2025, 3, 10),
    )
    clock = payment_clock(case.pk)
    assert (clock.due_on, clock.closed_on) == (dt.date(2025, 3, 25), None)


def test_service_is_recorded_once_and_changed_by_correction_only(world: World) -> None:
    case = recorded(world.clerk, served_on=None, service_method="")
    day = dt.date(2026, 6, 5)
    record_service(actor=world.clerk, case_id=case.pk, served_on=day, method="direct")
    with pytest.raises(ValidationError):
        record_service(
            actor=world.clerk, case_id=case.pk, served_on=dt.date(2026, 7, 5), method="post"
        )
    case.refresh_from_db()
    assert case.served_on == day


def test_nobody_pays_more_than_the_fine_doubled_or_one_receipt_twice(world: World) -> None:
    case = recorded(world.clerk)
    paid = PaymentInput(amount=Decimal(6000), paid_on=dt.date(2026, 9, 1), receipt_no="A1")
    add_fact(actor=world.clerk, case_id=case.pk, fact=paid)
    for wrong in (replace(paid, receipt_no="A2"), replace(paid, amount=Decimal(1))):
        with pytest.raises(ValidationError), transaction.atomic():
            add_fact(actor=world.clerk, case_id=case.pk, fact=wrong)
    assert case.payments.count() == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ""),
        ({"officers": ()}, "第四十二条"),
        ({"officers": (OfficerInput(name="甲", certificate_no="1"),) * 2}, "第四十二条"),
        ({"procedure": "simple"}, "第五十一条"),
        ({"filed_on": dt.date(2026, 1, 5)}, "第六十条"),
        ({"filed_on": None}, "办案期限无法计算"),
        ({"conduct_from": dt.date(2020, 2, 29)}, "第三十六条"),
        (
            {"steps": (StepInput(kind="court_application", done_on=dt.date(2026, 9, 9)),)},
            "第五十四条",
        ),
        ({"decision_number": "宁市监罚决字〔2025〕12号"}, "请核对"),
    ],
)
def test_what_is_unusual_is_warned_of(said: dict[str, Any], expected: str) -> None:
    certified = tuple(OfficerInput(name=name, certificate_no=name) for name in "甲乙")
    found = "".join(warnings_of(case_input(**{"officers": certified, **said})))
    assert (expected in found) if expected else not found, found
