"""What the page of a case says may be added to an unpaid fine."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cases import late_fees
from cases.inputs import DeferralInput, PaymentInput, RemedyInput
from cases.redaction import Section
from cases.selectors import case_view
from tests.cases.factory import recorded
from tests.cases.test_detail_page import page_of, section
from tests.conftest import ClientAs
from tests.personas import World

# Served on 2026-06-03; fifteen days end on a Thursday. The fine of the factory is 5,000 yuan.
DUE = dt.date(2026, 6, 18)
REVIEW = RemedyInput(
    kind="reconsideration",
    body="宁川县人民政府",
    filed_on=dt.date(2026, 6, 21),
    decided_on=dt.date(2026, 6, 24),
    outcome="upheld",
)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the page be read on a day."""

    def set_day(day: dt.date) -> None:
        monkeypatch.setattr(late_fees, "current_day", lambda: day)

    return set_day


def execution(world: World, client_as: ClientAs, **said: Any) -> str:
    case = recorded(world.clerk, **said)
    return section(page_of(client_as(world.clerk), case), "execution")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (DUE, ""),
        (dt.date(2026, 6, 19), "150.00元"),
        (dt.date(2026, 6, 28), "1,500.00元"),
        (dt.date(2026, 11, 1), "2026-07-22已达上限"),
    ],
)
def test_it_grows_until_the_cap(
    world: World, client_as: ClientAs, on_day: Any, day: dt.date, told: str
) -> None:
    on_day(day)
    text = execution(world, client_as)
    assert ("可加处罚款" in text) is bool(told)
    assert told in text


def test_it_rests_during_a_reconsideration_and_shrinks_with_payments(
    world: World, client_as: ClientAs, on_day: Any
) -> None:
    on_day(dt.date(2026, 6, 28))
    paid = PaymentInput(amount=Decimal(3000), paid_on=dt.date(2026, 6, 20))
    text = execution(world, client_as, remedies=(REVIEW,), payments=(paid,))
    # Two days on 5,000, four at rest, four on 2,000.
    assert "540.00元" in text
    assert "复议、诉讼期间4日不计" in text


def test_a_deferral_lets_it_begin_after_the_plan(
    world: World, client_as: ClientAs, on_day: Any
) -> None:
    plan = DeferralInput(approved_on=dt.date(2026, 6, 10), plan_end=dt.date(2026, 8, 31))
    on_day(dt.date(2026, 8, 31))
    assert "可加处罚款" not in execution(world, client_as, deferrals=(plan,))


def test_a_plan_that_ends_on_a_saturday_lets_it_begin_after_monday(
    world: World, client_as: ClientAs, on_day: Any
) -> None:
    plan = DeferralInput(approved_on=dt.date(2026, 6, 10), plan_end=dt.date(2026, 8, 15))
    on_day(dt.date(2026, 8, 18))
    assert "150.00元" in execution(world, client_as, deferrals=(plan,))


def test_a_fine_paid_in_time_adds_nothing(world: World, client_as: ClientAs, on_day: Any) -> None:
    on_day(dt.date(2026, 11, 1))
    paid = PaymentInput(amount=Decimal(5000), paid_on=DUE)
    assert "可加处罚款" not in execution(world, client_as, payments=(paid,))


def test_a_revoked_decision_adds_nothing(world: World, client_as: ClientAs, on_day: Any) -> None:
    on_day(dt.date(2026, 11, 1))
    revoked = replace(REVIEW, outcome="revoked")
    assert "可加处罚款" not in execution(world, client_as, remedies=(revoked,))


@pytest.mark.parametrize("hidden", ["clocks", "remedies", "execution", "decision"])
def test_whoever_lacks_a_part_of_it_is_told_no_sum(world: World, on_day: Any, hidden: str) -> None:
    on_day(dt.date(2026, 6, 28))
    view = case_view(world.clerk, recorded(world.clerk).pk)
    assert late_fees.late_fee_of(view) is not None
    less = replace(view, sections=view.sections - {Section(hidden)})
    assert late_fees.late_fee_of(less) is None
