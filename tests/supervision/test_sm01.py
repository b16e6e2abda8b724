"""SM-01: a fine that nobody paid and nobody collects."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Person
from cases.inputs import DeferralInput, PaymentInput, RemedyInput, StepInput
from cases.models import Case
from supervision.models import Severity
from supervision.rules import RULES, Hit
from tests.cases.factory import FINE, recorded
from tests.personas import World

SERVED = dt.date(2025, 3, 10)
APPLY_BY = dt.date(2025, 12, 10)  # golden: served 2025-03-10, apply to court by 2025-12-10
RULE = RULES["SM-01"]


def unpaid(actor: Person, **said: Any) -> Case:
    """A decision served on 2025-03-10 of which nothing is heard since."""
    values: dict[str, Any] = {
        "filed_on": dt.date(2025, 2, 3),
        "conduct_from": dt.date(2025, 1, 20),
        "decided_on": dt.date(2025, 3, 7),
        "served_on": SERVED,
        "decision_number": "宁市监罚决字〔2025〕9号",
    }
    return recorded(actor, **{**values, **said})


def hit_on(day: dt.date) -> Hit | None:
    hits = list(RULE.hits(day))
    assert len(hits) <= 1
    return hits[0] if hits else None


@pytest.mark.parametrize(
    ("days_before", "severity"),
    [
        (31, None),
        (30, Severity.SOON),
        (16, Severity.SOON),
        (15, Severity.NEAR),
        (8, Severity.NEAR),
        (7, Severity.URGENT),
        (0, Severity.URGENT),
        (-1, Severity.PASSED),
        (-900, Severity.PASSED),
    ],
)
def test_it_grows_more_urgent_as_the_last_day_comes_near(
    county: World, days_before: int, severity: int | None
) -> None:
    unpaid(county.clerk)
    hit = hit_on(APPLY_BY - dt.timedelta(days=days_before))
    assert (hit.severity if hit else None) == severity
    if hit:
        assert hit.act_by == APPLY_BY


AFTER = dt.date(2026, 1, 20)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, True),
        ({"payments": (PaymentInput(amount=Decimal(5000), paid_on=dt.date(2025, 4, 1)),)}, False),
        ({"payments": (PaymentInput(amount=Decimal(4999), paid_on=dt.date(2025, 4, 1)),)}, True),
        ({"steps": (StepInput(kind="reminder", done_on=dt.date(2025, 10, 1)),)}, False),
        ({"steps": (StepInput(kind="court_application", done_on=dt.date(2025, 11, 1)),)}, False),
        (
            {
                "deferrals": (
                    DeferralInput(approved_on=dt.date(2025, 3, 20), plan_end=dt.date(2026, 3, 20)),
                )
            },
            False,
        ),
        # The plan ended: three months from its end.
        (
            {
                "deferrals": (
                    DeferralInput(approved_on=dt.date(2025, 3, 20), plan_end=dt.date(2025, 11, 1)),
                )
            },
            True,
        ),
        (
            {
                "remedies": (
                    RemedyInput(
                        kind="lawsuit", body="宁川县人民法院", filed_on=dt.date(2025, 5, 6)
                    ),
                )
            },
            False,
        ),
        (
            {
                "remedies": (
                    RemedyInput(
                        kind="reconsideration",
                        body="宁川县人民政府",
                        filed_on=dt.date(2025, 5, 6),
                        decided_on=dt.date(2025, 7, 1),
                        outcome="upheld",
                    ),
                )
            },
            True,
        ),
        (
            {
                "remedies": (
                    RemedyInput(
                        kind="reconsideration",
                        body="宁川县人民政府",
                        filed_on=dt.date(2025, 5, 6),
                        decided_on=dt.date(2025, 7, 1),
                        outcome="revoked",
                    ),
                )
            },
            False,
        ),
        # Closing a case doesn't collect the fine.
        ({"closed_on": dt.date(2025, 12, 30), "closing_reason": "执行完毕"}, True),
        ({"served_on": None, "service_method": ""}, False),
    ],
)
def test_payment_deferral_steps_and_remedies_count(
    county: World, said: dict[str, Any], expected: bool
) -> None:
    unpaid(county.clerk, **said)
    assert (hit_on(AFTER) is not None) is expected


def test_after_a_reconsideration_the_last_day_comes_sooner(county: World) -> None:
    review = RemedyInput(
        kind="reconsideration",
        body="宁川县人民政府",
        filed_on=dt.date(2025, 5, 6),
        decided_on=dt.date(2025, 7, 1),
        outcome="upheld",
    )
    unpaid(county.clerk, remedies=(review,))
    # Fifteen days to sue end on 07-16, three months later is 10-16.
    assert hit_on(dt.date(2025, 9, 15)) is None
    hit = hit_on(dt.date(2025, 9, 16))
    assert hit is not None
    assert hit.act_by == dt.date(2025, 10, 16)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(day=st.dates(dt.date(2025, 3, 11), dt.date(2026, 12, 31)))
def test_asking_for_one_case_and_for_all_say_the_same(county: World, day: dt.date) -> None:
    case = Case.objects.first() or unpaid(county.clerk)
    assert list(RULE.hits(day)) == list(RULE.hits(day, [case.pk]))
    assert list(RULE.hits(day, [])) == []


def test_the_facts_hold_no_name(county: World) -> None:
    unpaid(county.clerk, penalties=(FINE,))
    hit = hit_on(AFTER)
    assert hit is not None
    text = str(hit.facts) + str(RULE.explain(hit.facts))
    assert "晨光" not in text
    assert "2025-12-10" in text
