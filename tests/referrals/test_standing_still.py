"""Periods that stand still while a matter is suspended, and run on afterwards."""

import datetime as dt

import pytest

from audit.models import AuditEvent
from core.clock import current_day
from deadlines.models import ClockPause
from inbox.models import Todo
from referrals.errors import Invalid
from referrals.models import Referral, ReferralAccess
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.driving import begun, go
from tests.referrals.enforcing import APPLIED, clock, executing

pytestmark = pytest.mark.django_db
LATER = APPLIED + dt.timedelta(days=30)


@pytest.mark.parametrize(
    ("away", "day"), [("suspend", "ruled_on"), ("settle", "settled_on")], ids=["中止", "和解"]
)
def test_three_months_to_execute_run_on_after_a_break(
    county: County, moved_clock: MovedClock, away: str, day: str
) -> None:
    """法释〔2000〕29号 Art. 9."""
    run = executing(county, moved_clock)
    begun_with = clock(run, "nl.exec_finish")
    moved_clock.to(APPLIED + dt.timedelta(days=20))
    go(county, run, "enforcement_judge", away)
    assert clock(run, "nl.exec_finish").paused_on == current_day()
    moved_clock.to(LATER)
    go(county, run, "enforcement_judge", "resume")
    running = clock(run, "nl.exec_finish")
    assert (running.pk, running.started_on) == (begun_with.pk, begun_with.started_on)
    assert running.paused_on is None
    assert running.raw_due_on == begun_with.raw_due_on + dt.timedelta(days=10)


def test_a_break_names_nobody_beside_the_step(county: County, moved_clock: MovedClock) -> None:
    """Who suspended it stands in the step, cut to the depth of each side; nobody approved it."""
    run = executing(county, moved_clock)
    judge = county.people["enforcement_judge"]
    go(county, run, "enforcement_judge", "suspend")
    pause = ClockPause.objects.get(clock=clock(run, "nl.exec_finish"))
    assert (pause.approver, pause.by_record) == ("", True)
    logged = AuditEvent.objects.get(verb="clock.pause", object_id=str(pause.clock_id))
    assert judge.name not in str(logged.changes) + logged.ground


def test_nobody_is_shown_a_last_day_while_it_stands_still(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    due = clock(run, "nl.exec_finish").due_on
    seen = ReferralAccess.objects.filter(referral=run, agency=county.court)
    todos = Todo.objects.filter(
        subject_type="referral", subject_id=run.pk, agency=county.court, settled_at=None
    )
    assert seen.get().due_on == due
    assert {todo.due_on for todo in todos.all()} == {due}
    go(county, run, "enforcement_judge", "suspend")
    assert Referral.objects.get(pk=run.pk).due_on is None
    assert seen.get().due_on is None
    assert {todo.due_on for todo in todos.all()} == {None}
    go(county, run, "enforcement_judge", "resume")
    assert seen.get().due_on == clock(run, "nl.exec_finish").due_on
    assert {todo.due_on for todo in todos.all()} == {seen.get().due_on}


def test_what_prolongs_it_begins_at_the_end_that_the_break_moved(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    moved_clock.to(APPLIED + dt.timedelta(days=20))
    go(county, run, "enforcement_judge", "suspend")
    moved_clock.to(LATER)
    go(county, run, "enforcement_judge", "resume")
    end = clock(run, "nl.exec_finish").due_on
    go(county, run, "court_leader", "extend")
    assert clock(run, "nl.exec_finish_ext").started_on == end


def test_a_run_that_was_over_has_three_months_of_its_own(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    go(county, run, "enforcement_judge", "end_this_run")
    moved_clock.to(LATER)
    go(county, run, "enforcement_judge", "resume_run")
    assert clock(run, "nl.exec_finish").started_on == LATER


def test_nothing_is_taken_up_again_before_it_was_suspended(
    county: County, moved_clock: MovedClock
) -> None:
    run = executing(county, moved_clock)
    moved_clock.to(LATER)
    go(county, run, "enforcement_judge", "suspend")
    early = (LATER - dt.timedelta(days=1)).isoformat()
    with pytest.raises(Invalid, match="不能早于"):
        go(county, run, "enforcement_judge", "resume", execution_filed_on=early)


def test_a_review_that_was_prolonged_to_a_day_stands_still_and_gets_its_days_back(
    county: County, moved_clock: MovedClock
) -> None:
    """指引 Art. 12, 13."""
    first = dt.date(2026, 11, 2)
    moved_clock.to(first)
    reverse = begun(county, "reverse", "procurator", roots={})
    go(county, reverse, "procurator", "take_in")
    until = first + dt.timedelta(days=25)
    go(county, reverse, "chief_procurator", "extend_review", extended_to=until.isoformat())
    moved_clock.to(first + dt.timedelta(days=7))
    go(county, reverse, "procurator", "suspend")
    assert clock(reverse, "rv.review").paused_on == current_day()
    moved_clock.to(first + dt.timedelta(days=17))
    go(county, reverse, "procurator", "resume")
    running = clock(reverse, "rv.review")
    assert running.paused_on is None
    assert running.stated_due == until + dt.timedelta(days=10)
