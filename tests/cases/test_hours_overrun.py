"""Twenty-four hours that ended today are over, though the day isn't."""

import datetime as dt

from django.utils import timezone

from cases.display import due_tone, due_words
from deadlines.models import Clock
from tests.conftest import MovedClock

DAY = dt.date(2026, 3, 3)


def test_hours_that_ended_today_are_told_as_over(moved_clock: MovedClock) -> None:
    ten = dt.datetime.combine(DAY, dt.time(10), timezone.get_current_timezone())
    clock = Clock(started_on=DAY - dt.timedelta(days=1), raw_due_on=DAY, due_on=DAY, due_at=ten)
    moved_clock.to(DAY, dt.time(9))
    assert due_words(clock) == "今天到期"
    moved_clock.to(DAY, dt.time(15))
    assert (due_words(clock), due_tone(clock)) == ("今天已逾期", "danger")
