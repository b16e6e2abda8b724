"""What day it is for the law: the day and moment that periods, agreements and to-dos go by.

The real time, unless ``settings.CLOCK_FILE`` names a file: the whole seconds written in it are
added then, so that a demo county can live through a week in an hour, in all its processes at
once. Production names none. What guards the machine itself (sessions, tokens, retries,
progress) keeps to ``django.utils.timezone``.
"""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# (path, what tells one version of the file from another) → what it says. A page asks some
# hundred times: looking whether the file is still the same costs a tenth of reading it.
_Version = tuple[str, int, int, int]
_last: tuple[_Version, timedelta] | None = None
_told: ContextVar[timedelta | None] = ContextVar("clock_told", default=None)


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
    if (told := _told.get()) is not None:
        return told
    path = settings.CLOCK_FILE
    if not path:
        return timedelta()
    try:
        found = os.stat(path)  # noqa: PTH116  (half the time of Path.stat)
    except FileNotFoundError:
        return timedelta()
    version = (path, found.st_ino, found.st_mtime_ns, found.st_size)
    return _read(version)


@contextmanager
def lived_at(moment: datetime) -> Iterator[None]:
    """Let it be *moment* for what is called within, from where time goes on; nobody else sees it.

    For a history that is told afterwards through the same services: the demo county's.
    Raises LookupError outside a demo.
    """
    if not getattr(settings, "DEMO", False):
        raise LookupError("Only a demo county's past is told afterwards.")
    token = _told.set(moment - timezone.now())
    try:
        yield
    finally:
        _told.reset(token)


def _read(version: _Version) -> timedelta:
    global _last  # noqa: PLW0603  (one value, replaced as a whole: no lock is needed)
    if (last := _last) is not None and last[0] == version:
        return last[1]
    try:
        written = Path(version[0]).read_text(encoding="ascii")
    except FileNotFoundError:
        return timedelta()
    ahead = timedelta(seconds=int(written))
    _last = (version, ahead)
    return ahead


def set_shift(ahead: timedelta) -> None:
    """Put the county that far ahead of the real time, for all its processes at once.

    A part of a second counts as a whole one: midnight asked for is midnight past.
    Raises LookupError where ``settings.CLOCK_FILE`` names no file.
    """
    if not settings.CLOCK_FILE:
        raise LookupError("settings.CLOCK_FILE names no file: this county goes by the real time.")
    file = Path(settings.CLOCK_FILE)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    half.write_text(str(math.ceil(ahead.total_seconds())), encoding="ascii")
    half.replace(file)
