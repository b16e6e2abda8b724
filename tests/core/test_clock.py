"""What day it is for the law."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from core import clock
from core.clock import current_day, current_moment, set_shift, shift
from tests.conftest import ClientAs, MovedClock
from tests.personas import World

STRIP = Template("{% load ui %}{% moved_clock %}")


def test_it_is_the_real_day_where_no_file_is_named(settings: Settings) -> None:
    settings.CLOCK_FILE = ""
    before = timezone.now()
    assert before <= current_moment() <= timezone.now()
    assert current_day() in {timezone.localdate(before), timezone.localdate()}


def test_it_is_the_real_day_until_the_file_is_there(moved_clock: MovedClock) -> None:
    assert shift() == dt.timedelta()


def test_the_county_is_as_far_ahead_as_the_file_says(moved_clock: MovedClock) -> None:
    moved_clock.ahead(days=3, seconds=7)
    assert shift() == dt.timedelta(days=3, seconds=7)
    assert current_moment() - timezone.now() > dt.timedelta(days=3)


def test_a_test_may_choose_the_day(moved_clock: MovedClock) -> None:
    moved_clock.to(dt.date(2031, 2, 28))
    assert current_day() == dt.date(2031, 2, 28)


def test_the_day_is_that_of_the_county(moved_clock: MovedClock) -> None:
    # In Beijing it is the next day already, eight hours before it is in Greenwich.
    moved_clock.to(dt.date(2031, 3, 1), dt.time(0, 30))
    assert current_day() == dt.date(2031, 3, 1)
    assert current_moment().astimezone(dt.UTC).date() == dt.date(2031, 2, 28)


def test_a_change_is_seen_at_once(moved_clock: MovedClock, settings: Settings) -> None:
    moved_clock.ahead(days=1)
    assert shift().days == 1
    moved_clock.ahead(days=2)
    assert shift().days == 2
    Path(settings.CLOCK_FILE).unlink()
    assert shift().days == 0


def test_the_file_is_read_once_as_long_as_it_is_the_same(
    moved_clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved_clock.ahead(days=1)
    assert shift().days == 1
    monkeypatch.setattr(clock, "Path", None)
    assert shift().days == 1


def test_two_counties_do_not_mix_up_their_files(
    settings: Settings, tmp_path: Path, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=1)
    assert shift().days == 1
    settings.CLOCK_FILE = str(tmp_path / "other")
    set_shift(dt.timedelta(days=5))
    assert shift().days == 5


def test_what_is_no_number_is_said_and_not_taken_for_zero(
    moved_clock: MovedClock, settings: Settings
) -> None:
    Path(settings.CLOCK_FILE).write_text("tomorrow")
    with pytest.raises(ValueError, match="tomorrow"):
        current_day()


def test_it_refuses_to_move_the_clock_of_a_county_that_has_none(settings: Settings) -> None:
    settings.CLOCK_FILE = ""
    with pytest.raises(LookupError, match="CLOCK_FILE"):
        set_shift(dt.timedelta(days=1))


def test_nothing_of_the_writing_is_left_beside_the_file(
    moved_clock: MovedClock, tmp_path: Path
) -> None:
    moved_clock.ahead(days=1)
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


def test_the_strip_tells_the_day_and_how_far_the_clock_was_moved(moved_clock: MovedClock) -> None:
    assert STRIP.render(Context()) == ""
    moved_clock.to(dt.date(2031, 11, 25), dt.time(12))
    assert "演示时钟：2031-11-25（已拨快" in STRIP.render(Context())


@pytest.mark.django_db
def test_every_page_shows_the_strip_of_a_moved_clock(
    world: World, client: Client, client_as: ClientAs, moved_clock: MovedClock
) -> None:
    moved_clock.ahead(days=3)
    assert "已拨快 3 天" in client.get("/sign-in/", follow=True).text
    assert "已拨快 3 天" in client_as(world.clerk).get("/").text
    moved_clock.ahead()
    assert "演示时钟" not in client_as(world.clerk).get("/").text
