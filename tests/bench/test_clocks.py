"""Clocks and the log in bulk are measured at any size of county, and left as they were."""

import pytest

from audit.models import AuditEvent
from bench.clocks.check import late_clocks, let_run_out
from bench.clocks.figures import clocks
from bench.clocks.timed import Timed
from bench.options import asked
from deadlines.models import Clock, ClockEvent
from deadlines.services import check_overdue
from inbox.models import Todo

MANY = 60


def standing() -> set[tuple[object, ...]]:
    return set(Clock.objects.values_list("pk", "due_on", "raw_due_on", "rung", "next_at"))


def test_everything_is_done_and_taken_back(county: None) -> None:
    before = standing()
    figures = clocks(asked(["--time"]), many=MANY)
    assert standing() == before
    assert all(figure.number and figure.seconds > 0 for figure in figures)
    opening = next(figure for figure in figures if "clocks of cases" in figure.title)
    assert ", 0 opened" not in opening.title
    moved = AuditEvent.objects.filter(verb="clock.move")
    assert moved.count() == MANY
    assert not AuditEvent.objects.filter(verb="case.correct").exists()


def test_clocks_that_run_out_are_told_in_full_each_time(county: None) -> None:
    check_overdue()
    late = late_clocks(5)
    for _ in range(2):
        let_run_out(late)
        assert not Todo.objects.filter(key__startswith=f"clock:{late[0]}:").exists()
        assert check_overdue().raised == 5
        assert ClockEvent.objects.filter(clock__in=late).values("clock").distinct().count() == 5


@pytest.mark.parametrize(("seconds", "limit", "over"), [(3, 2, True), (1, 2, False), (9, 0, False)])
def test_what_took_too_long_is_over(seconds: float, limit: float, over: bool) -> None:
    assert Timed("something", 1, seconds, limit).is_over is over
