"""When a fine may be enforced, by whom, and what was said to the party before."""

import datetime as dt
from typing import Any

import pytest

from cases.inputs import MeasureInput, RemedyInput
from cases.models import Case
from core.clock import current_day
from referrals import services
from referrals.errors import Invalid
from referrals.models import Referral
from referrals.services import becoming_ready
from tests.cases.factory import recorded
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.driving import begun, go
from tests.referrals.enforcing import APPLIED, REMINDED, unpaid

pytestmark = pytest.mark.django_db
SEIZED = MeasureInput(kind="seize", object_text="糕点", started_on=dt.date(2026, 5, 6))


def day(after: int) -> str:
    return (current_day() + dt.timedelta(days=after)).isoformat()


def state(referral: Referral) -> str:
    return Referral.objects.values_list("state", flat=True).get(pk=referral.pk)


@pytest.mark.parametrize("after", [-20, 0, 13])
def test_a_reminder_leaves_ten_working_days(
    county: County, moved_clock: MovedClock, after: int
) -> None:
    """行政强制法 Art. 54, 69: from Monday the 7th to Monday the 21st."""
    run = unpaid(county, moved_clock)
    with pytest.raises(Invalid, match="十个工作日"):
        go(county, run, "clerk", "remind", perform_by=day(after))
    go(county, run, "clerk", "remind", perform_by=day(14))
    assert state(run) == "reminding"


def test_a_reminder_isn_t_served_before_it_was_made(
    county: County, moved_clock: MovedClock
) -> None:
    run = unpaid(county, moved_clock)
    go(county, run, "clerk", "remind")
    with pytest.raises(Invalid, match="前一步的日期"):
        go(county, run, "clerk", "reminder_served", reminder_served_on=day(-1))


def test_one_that_was_served_on_paper_before_is_entered_and_counts_from_that_day(
    county: County, moved_clock: MovedClock
) -> None:
    run = unpaid(county, moved_clock)
    with pytest.raises(Invalid, match="晚于催告书送达"):
        go(
            county, run, "clerk", "record_reminder",
            reminder_served_on=day(-30), perform_by=day(-30),
        )  # fmt: skip
    go(
        county, run, "clerk", "record_reminder",
        reminder_served_on=day(-30), perform_by=day(-10), reminder_number="宁市监催〔2026〕3号",
    )  # fmt: skip
    assert state(run) == "reminded"
    step = Case.objects.get(pk=county.case.pk).steps.get()
    assert (step.done_on, step.number) == (dt.date(2026, 11, 7), "宁市监催〔2026〕3号")
    go(county, run, "leader", "apply", receiver=county.court.pk)
    assert state(run) == "applied"


@pytest.mark.parametrize(
    ("remedies", "said"),
    [
        ((), "期限至2026-12-03届满"),
        (
            (
                RemedyInput(
                    kind="reconsideration", body="宁川县人民政府", filed_on=dt.date(2026, 6, 20)
                ),
            ),
            "尚未终结",
        ),
    ],
)
def test_what_was_seized_is_sold_only_after_the_remedies(
    county: County, moved_clock: MovedClock, remedies: Any, said: str
) -> None:
    """行政强制法 Art. 46(3)."""
    moved_clock.to(dt.date(2026, 7, 20))
    county.case = recorded(
        county.clerk, decision_number="宁市监罚决字〔2026〕80号", measures=(SEIZED,),
        remedies=remedies,
    )  # fmt: skip
    run = begun(county, "non_litigation", "clerk")
    go(county, run, "clerk", "remind", perform_by=day(5))
    go(county, run, "clerk", "reminder_served")
    moved_clock.to(dt.date(2026, 9, 1))
    with pytest.raises(Invalid, match=said):
        go(county, run, "leader", "enforce", enforce_from=day(1))
    moved_clock.to(dt.date(2026, 12, 7))
    if not remedies:
        go(county, run, "leader", "enforce", enforce_from=day(1))
        assert state(run) == "own_enforcing"


def test_one_that_fails_holds_up_no_other_that_became_ready(
    county: County, moved_clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    for number in (81, 82):
        county.case = recorded(county.clerk, decision_number=f"宁市监罚决字〔2026〕{number}号")
        moved_clock.to(REMINDED)
        run = begun(county, "non_litigation", "clerk")
        go(county, run, "clerk", "remind")
        runs.append(go(county, run, "clerk", "reminder_served"))
    moved_clock.to(APPLIED)
    perform = services.perform

    def failing(*, referral_id: int, **said: Any) -> Referral:
        if referral_id == runs[0].pk:
            raise RuntimeError("broken")
        return perform(referral_id=referral_id, **said)

    monkeypatch.setattr(becoming_ready, "perform", failing)
    assert becoming_ready.become_ready() == 1
    assert [state(run) for run in runs] == ["reminded", "ready"]
