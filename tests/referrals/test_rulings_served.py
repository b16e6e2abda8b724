"""Rulings of the court, and letters to the procuratorate, that nobody signs for: their service
is recorded, and what runs from it runs."""

import datetime as dt
from dataclasses import replace

import pytest

from core.clock import current_day
from core.outbox import drain
from documents.models import Delivery
from referrals.errors import Invalid, NotAllowed
from referrals.models import Referral
from referrals.selectors.actions import actions_of
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.criminal import clocks, signed_for, state
from tests.referrals.driving import begun, go
from tests.referrals.enforcing import APPLIED, received

pytestmark = pytest.mark.django_db

REFUSED = ("court_intake", "not_accept", "nl.refuse_recon", "ask_reconsideration")
DENIED = ("judge", "deny", "nl.deny_recon", "ask_reconsideration_denial")
RULINGS = pytest.mark.parametrize(("who", "ruling", "rule", "asking"), [REFUSED, DENIED])


@pytest.fixture
def county(whole_county: County, db: None) -> County:
    return replace(whole_county, sides={})


def ruled(county: County, moved_clock: MovedClock, who: str, ruling: str) -> Referral:
    run = received(county, moved_clock)
    if ruling == "deny":
        go(county, run, "court_intake", "accept")
    go(county, run, who, ruling)
    drain()
    return run


def why_not(county: County, run: Referral, name: str) -> str:
    return {each.name: each for each in actions_of(county.leader, run.pk)}[name].why_not


@RULINGS
def test_the_right_to_go_to_the_higher_court_runs_from_the_service_that_was_recorded(
    county: County, moved_clock: MovedClock, who: str, ruling: str, rule: str, asking: str
) -> None:
    run = ruled(county, moved_clock, who, ruling)
    assert rule not in clocks(run)
    moved_clock.to(APPLIED + dt.timedelta(days=2))
    with pytest.raises(NotAllowed):
        go(county, run, "leader", f"served_{ruling}")
    go(county, run, who, f"served_{ruling}", service_manner="post")
    clock = clocks(run)[rule]
    assert (clock.started_on, clock.agency_id) == (current_day(), county.market.pk)
    assert clock.raw_due_on == current_day() + dt.timedelta(days=15)
    waiting = Delivery.objects.filter(document__subject_id=run.pk, receiver=county.market)
    assert not waiting.filter(served_on=None, signed_for_at=None, chase_at__isnull=False).filter(
        document__pk=run.steps.get(transition=ruling).document_id or 0
    )


@RULINGS
def test_the_higher_court_is_asked_on_the_last_day_and_not_after_it(
    county: County, moved_clock: MovedClock, who: str, ruling: str, rule: str, asking: str
) -> None:
    run = ruled(county, moved_clock, who, ruling)
    signed_for(county, run, "leader")
    due = clocks(run)[rule].due_on
    moved_clock.to(due + dt.timedelta(days=1))
    assert "届满" in why_not(county, run, asking)
    with pytest.raises(Invalid, match="届满"):
        go(county, run, "leader", asking)
    moved_clock.to(due)
    assert why_not(county, run, asking) == ""
    go(county, run, "leader", asking)
    assert state(run).startswith("higher_reconsideration")


@RULINGS
def test_once_it_is_too_late_the_matter_can_still_be_ended(
    county: County, moved_clock: MovedClock, who: str, ruling: str, rule: str, asking: str
) -> None:
    run = ruled(county, moved_clock, who, ruling)
    signed_for(county, run, "leader")
    moved_clock.to(clocks(run)[rule].due_on + dt.timedelta(days=1))
    go(county, run, "leader", "give_up" if ruling == "not_accept" else "give_up_denial")
    assert state(run).startswith("final_")


def test_the_procuratorate_answers_in_time_counted_from_the_recorded_service(
    county: County,
) -> None:
    asked = begun(
        county, "consultation", "clerk", "ask_procuratorate", receiver=county.procuratorate.pk
    )
    assert clocks(asked) == {}
    go(county, asked, "clerk", "served_ask_procuratorate")
    assert clocks(asked)["rv.consult"].started_on == current_day()
    go(county, asked, "procurator", "answer")
    go(county, asked, "clerk", "ask_again")
    assert clocks(asked) == {}
    go(county, asked, "clerk", "served_ask_procuratorate")
    assert clocks(asked)["rv.consult"].started_on == current_day()


def test_a_question_to_others_has_no_service_to_record(county: County) -> None:
    asked = begun(county, "consultation", "clerk", "ask", receiver=county.police.pk)
    with pytest.raises(Invalid, match="没有等待送达"):
        go(county, asked, "clerk", "served_ask_procuratorate")
