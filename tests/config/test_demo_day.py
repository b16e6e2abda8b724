"""Days of the demo county pass by a command."""

import datetime as dt
import fcntl
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from celery import current_app
from celery.schedules import crontab
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from audit.services import Entry, record_all
from config import passing
from config.passing import Round, rounds_of
from core.clock import current_day, current_moment, set_shift, shift
from deadlines.reference import load
from inbox.models import Todo
from tests.cases.factory import recorded
from tests.conftest import MovedClock
from tests.personas import World

pytestmark = pytest.mark.django_db

Started = list[tuple[str, dt.datetime]]


@pytest.fixture
def started(
    moved_clock: MovedClock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Started:
    """A demo county with a beat of two tasks, and what was started when."""
    said: Started = []

    def task(name: str) -> Callable[[], None]:
        return lambda: said.append((name, current_moment()))

    settings.DEMO = True
    settings.CELERY_BEAT_SCHEDULE = {
        "rules": {"task": "rules", "schedule": crontab(hour=2, minute=30)},
        "overdue": {"task": "overdue", "schedule": 60.0},
    }
    monkeypatch.setattr(current_app, "tasks", {name: task(name) for name in ("rules", "overdue")})
    moved_clock.to(dt.date(2031, 3, 3), dt.time(14))
    return said


def demo_day(*arguments: str) -> str:
    out = StringIO()
    call_command("demo_day", *arguments, stdout=out)
    return out.getvalue()


def test_each_day_passes_with_its_tasks_in_their_order(started: Started) -> None:
    demo_day("+2")
    assert [(name, timezone.localtime(at).day) for name, at in started] == [
        ("overdue", 4), ("rules", 4), ("overdue", 5), ("rules", 5),
    ]  # fmt: skip
    assert started == sorted(started, key=lambda line: line[1])
    assert current_day() == dt.date(2031, 3, 5)


def test_the_time_of_day_stays(started: Started) -> None:
    before = shift()
    demo_day("+3")
    assert shift() == before + dt.timedelta(days=3)


def test_what_comes_later_on_the_last_day_is_left_to_beat(
    started: Started, moved_clock: MovedClock
) -> None:
    moved_clock.to(dt.date(2031, 3, 3), dt.time(1))
    demo_day("+1")
    assert [name for name, _at in started] == ["overdue"]


def test_it_goes_to_a_day(started: Started) -> None:
    assert "2031-03-10" in demo_day("--to", "2031-03-10")
    assert current_day() == dt.date(2031, 3, 10)


def test_without_a_wish_it_tells_the_day(started: Started) -> None:
    assert "今天是 2031-03-03 星期一" in demo_day()
    assert started == []


@pytest.mark.parametrize("wish", [("+0",), ("--to", "2031-03-03"), ("--to", "2031-03-02")])
def test_it_refuses_to_go_back(started: Started, wish: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="--reset"):
        demo_day(*wish)
    assert current_day() == dt.date(2031, 3, 3)


def test_reset_goes_back_to_the_real_day_and_says_what_stays(started: Started) -> None:
    assert "不会撤回" in demo_day("--reset")
    assert shift() == dt.timedelta()


def test_it_refuses_too_long_a_time(started: Started) -> None:
    with pytest.raises(CommandError, match="366"):
        demo_day("+367")


def test_it_refuses_a_county_without_a_clock_file(started: Started, settings: Settings) -> None:
    settings.CLOCK_FILE = ""
    with pytest.raises(CommandError, match="CLOCK_FILE"):
        demo_day("+1")


def test_it_refuses_a_county_that_is_no_demo(started: Started, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo"):
        demo_day("+1")


def test_a_second_mover_waits(started: Started, settings: Settings) -> None:
    with Path(f"{settings.CLOCK_FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="另一个命令"):
            demo_day("+1")
    assert started == []


def test_a_task_that_fails_leaves_the_clock_at_the_day_asked_for(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    before = shift()
    monkeypatch.setitem(current_app.tasks, "rules", fail)
    with pytest.raises(ZeroDivisionError):
        demo_day("+1")
    assert shift() == before + dt.timedelta(days=1)


def test_a_slow_night_does_not_put_the_clock_back(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> None:
        set_shift(shift() + dt.timedelta(hours=3))

    monkeypatch.setitem(current_app.tasks, "overdue", slow)
    demo_day("+1")
    assert timezone.localtime(started[0][1]).hour == 3


def test_it_tells_what_the_system_did(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    def act() -> None:
        record_all(actor=None, entries=[Entry("clock.overdue"), Entry("clock.overdue")])

    monkeypatch.setitem(current_app.tasks, "overdue", act)
    lines = demo_day("+2").splitlines()
    assert [line.split("：")[0] for line in lines[:2]] == ["2031-03-04 星期二", "2031-03-05 星期三"]
    assert all(" 2 项" in line for line in lines[:2])


def test_a_quiet_day_says_so(started: Started) -> None:
    assert "2031-03-04 星期二：无事发生" in demo_day("+1")


def test_a_task_of_each_hour_comes_once_a_day_and_one_of_mondays_on_mondays(
    settings: Settings,
) -> None:
    settings.CELERY_BEAT_SCHEDULE = {
        "hourly": {"task": "hourly", "schedule": crontab(minute=20)},
        "weekly": {"task": "weekly", "schedule": crontab(hour=6, minute=0, day_of_week=1)},
        "monthly": {"task": "monthly", "schedule": crontab(hour=7, minute=5, day_of_month=4)},
    }
    days = {day: rounds_of(dt.date(2031, 3, day)) for day in (3, 4, 5)}
    assert {day: [each.task for each in found] for day, found in days.items()} == {
        3: ["hourly", "weekly"], 4: ["hourly", "monthly"], 5: ["hourly"],
    }  # fmt: skip
    assert days[4][1].at.time() == dt.time(7, 5)


def test_what_speaks_of_the_machine_is_left_out() -> None:
    found = rounds_of(dt.date(2031, 3, 3))
    assert isinstance(found[0], Round)
    assert "deadlines.tasks.check_overdue" in {each.task for each in found}
    assert not passing._REAL & {each.task for each in found}


def test_the_platforms_own_nights_bring_what_runs_out(
    world: World, moved_clock: MovedClock, settings: Settings
) -> None:
    settings.DEMO = True
    load(lambda text: None)
    moved_clock.ahead()
    served = current_day() - dt.timedelta(days=14)
    case = recorded(world.clerk, decided_on=served, served_on=served)
    assert not Todo.objects.filter(subject_id=case.pk, due_on__isnull=False).exists()
    days = demo_day("+8").splitlines()
    assert len(days) == 9
    assert any("1 项期限当日届至" in line for line in days)
    assert Todo.objects.filter(subject_id=case.pk, due_on__isnull=False).exists()
