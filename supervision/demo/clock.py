"""Days and moments of office life."""

import datetime as dt
from random import Random

from django.utils import timezone

from core.clock import current_moment

_OPENS, _CLOSES = 8 * 60 + 32, 17 * 60 + 48


def at_work(random: Random, day: dt.date) -> dt.datetime:
    """A moment of that day within office hours, never in the future."""
    minute = random.randint(_OPENS, _CLOSES)
    moment = dt.datetime.combine(
        day,
        dt.time(minute // 60, minute % 60, random.randint(0, 59)),
        timezone.get_current_timezone(),
    )
    return min(moment, current_moment() - dt.timedelta(minutes=random.randint(4, 90)))


def later(random: Random, day: dt.date, first: int, last: int) -> dt.date:
    """A day so many days after."""
    return day + dt.timedelta(days=random.randint(first, last))
