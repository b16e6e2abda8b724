"""The demo county can be filled on any day of a year, before midnight and after it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from cases.clocks.periods import apply_facts
from cases.reference import load_charges, load_laws, load_matters
from core.clock import current_day
from deadlines import reference as deadline_rules
from deadlines.calendar import current_calendar, rulebook_to_write_by
from deadlines.enforcement import window_of
from deadlines.workdays import WorkCalendar
from referrals.edges import follow_flows
from referrals.models import Referral
from supervision.demo.fill import fill
from supervision.demo.people import County
from supervision.demo.referrals import items, passing
from supervision.demo.referrals.casting import Cast
from supervision.demo.referrals.plots import Ago, Plot
from supervision.demo.referrals.stage import Stage
from tests.conftest import MovedClock

pytestmark = pytest.mark.django_db
# Two spring festivals with the days around them.
YEAR = [dt.date(2026, 1, 1) + dt.timedelta(days=days) for days in range(455)]
# A Thursday at the end of a year, the holiday after it, and the end of a spring festival as seen
# from what must be done within days of it.
AWKWARD = [
    dt.datetime(2026, 12, 31, 23, 58),
    dt.datetime(2027, 1, 1, 0, 2),
    dt.datetime(2026, 3, 3, 9),
]
# The stories for which it matters on which days their steps fall.
TIMED = {"official_sent", "asked_more", "supplemented", "reconsidered", "higher_court"}


def quiet(text: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture(scope="module", autouse=True)
def reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Laws, matters, rules and calendar, loaded once for all these tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        for load in (load_laws, load_matters, load_charges, deadline_rules.load):
            load(quiet)
        follow_flows()
        yield
        transaction.set_rollback(True)


def cast_on(today: dt.date, calendar: WorkCalendar) -> Cast:
    """Who plays in a county that stands on that day; nobody is needed to tell the days."""
    return Cast(County({}, {}), today, calendar)


def days_of(plot: Plot, cast: Cast) -> list[dt.date]:
    """On which day each step of a story is made."""
    return list(Stage(cast, {}, {})._days(plot))


def test_on_no_day_is_a_step_made_before_what_it_tells_of() -> None:
    calendar = current_calendar()
    for today in YEAR:
        cast = cast_on(today, calendar)
        for plot in passing.PLOTS:
            days = days_of(plot, cast)
            steps = [d for s, d in zip(plot.steps, days, strict=True) if s.do not in items.DEEDS]
            assert steps == sorted(steps), (today, plot.key)
            for step, day in zip(plot.steps, days, strict=True):
                told = [said for said in step.said.values() if isinstance(said, Ago)]
                assert all(cast.workday(said.days) <= day for said in told), (today, plot.key)
                assert calendar.is_working(day)
                assert day < today


def test_on_every_day_the_court_is_asked_after_the_remedies() -> None:
    book = rulebook_to_write_by()
    plots = [plot for plot in passing.PLOTS if any(s.do == "become_ready" for s in plot.steps)]
    assert len(plots) > 4
    for today in YEAR:
        cast = cast_on(today, book.calendar)
        for plot in plots:
            assert plot.matter is not None
            served = today - dt.timedelta(days=plot.matter.ago)
            days = dict(zip((s.do for s in plot.steps), days_of(plot, cast), strict=True))
            facts = replace(apply_facts(served, [], []), reminded_on=days["reminder_served"])
            window = window_of(book, facts)
            assert window is not None
            assert window.earliest is not None
            assert window.earliest <= days["become_ready"], (today, plot.key)


@pytest.mark.parametrize("now", AWKWARD, ids=str)
def test_the_stories_are_told_on_an_awkward_day(
    now: dt.datetime, moved_clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {plot.key for plot in passing.PLOTS} >= TIMED
    chosen = tuple(plot for plot in passing.PLOTS if plot.key in TIMED)
    monkeypatch.setattr(passing, "PLOTS", chosen)
    moved_clock.to(now.date(), now.time())
    with transaction.atomic(), override_settings(DEMO=True, CLOCK_FILE=settings.CLOCK_FILE):
        fill(seed=now.day, cases=8, today=current_day(), say=quiet)
        assert Referral.objects.count() == len(chosen)
        transaction.set_rollback(True)
