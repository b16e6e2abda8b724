"""No test hears of two days, whenever it is run (tests/conftest.py, tests/leaks/conftest.py)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import EVE, until_tomorrow
from tests.leaks.conftest import to_morning

_HERE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("at", "seconds"),
    [("23:59:58", 2), ("23:59:01", 59), ("23:58:59", 0), ("00:00:00", 0), ("12:00:00", 0)],
)
def test_a_test_waits_for_the_day_that_is_about_to_begin(at: str, seconds: int) -> None:
    now = dt.datetime.combine(dt.date(2026, 12, 31), dt.time.fromisoformat(at), _HERE)
    assert until_tomorrow(now) == seconds
    assert seconds < EVE


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("23:58", dt.datetime(2027, 1, 1, 9)),
        ("00:01", dt.datetime(2026, 12, 31, 9)),
        ("14:30", dt.datetime(2026, 12, 31, 14, 30)),
    ],
)
def test_what_takes_minutes_is_run_in_the_daytime(at: str, then: dt.datetime) -> None:
    now = dt.datetime.combine(dt.date(2026, 12, 31), dt.time.fromisoformat(at), _HERE)
    assert now + to_morning(now) == then.replace(tzinfo=_HERE)
