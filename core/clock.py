"""What day it is for the law: the day and moment that periods, agreements and to-dos go by.

The real time, unless ``settings.CLOCK_FILE`` names a file: the whole seconds written in it are
added then, so that a demo county can live through a week in an hour, in all its processes at
once. Production names none. What guards the machine itself (sessions, tokens, retries,
progress) keeps to ``django.utils.timezone``.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def current_moment() -> datetime:
    """The moment, with a time zone."""
    return timezone.now() + shift()


def current_day() -> date:
    """The day in the county's time zone."""
    return timezone.localdate(current_moment())


def shift() -> timedelta:
    """How far this county is ahead of the real time; nothing in production.

    Raises ValueError when the file holds anything but a whole number of seconds.
    """
    path = settings.CLOCK_FILE
    if not path:
        return timedelta()
    try:
        written = Path(path).read_text(encoding="ascii")
    except FileNotFoundError:
        return timedelta()
    return timedelta(seconds=int(written))
