"""Rates: so many in so many seconds, counted in the cache that all processes share.

When the cache is down each process counts for itself: a limit is then as many times as
large as there are processes, which is better than none and than refusing everybody.
"""

import logging
import re
import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock

from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_UNITS = {"s": 1, "min": 60, "h": 3600}
_SPELT = re.compile(r"(\d{1,7})/(s|min|h)")
# How long the cache is left alone after it failed: its time-out is seconds long.
_LEAVE_ALONE = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """`limit` in every window of `seconds`."""

    limit: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Where a caller stands; `reset` in seconds until the window ends."""

    allowed: bool
    limit: int
    remaining: int
    reset: int


def parse_rate(text: str) -> Rate:
    """A rate such as `600/min`; ImproperlyConfigured for anything else."""
    found = _SPELT.fullmatch(text)
    if found is None or int(found[1]) < 1:
        raise ImproperlyConfigured(f"{text!r} is no rate such as 600/min.")
    return Rate(int(found[1]), _UNITS[found[2]])


class _Here:
    """Counts of this process, for one window at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._until = 0.0
        self.down_until = 0.0

    def add(self, key: str) -> int:
        with self._lock:
            if time.monotonic() > self._until:
                self._counts.clear()
                self._until = time.monotonic() + 3600
            self._counts[key] += 1
            return self._counts[key]


_here = _Here()


def _count(key: str, seconds: int) -> int:
    if time.monotonic() < _here.down_until:
        return _here.add(key)
    try:
        if cache.add(key, 1, timeout=seconds * 2):
            return 1
        return int(cache.incr(key))
    except ValueError:
        # Fell out of the cache between the two.
        cache.set(key, 1, timeout=seconds * 2)
        return 1
    except (RedisError, OSError):
        _here.down_until = time.monotonic() + _LEAVE_ALONE
        logger.warning("Rates are counted per process: the cache doesn't answer.")
        return _here.add(key)


def spend(name: str, rate: Rate) -> Spent:
    """Count one for `name`, and say whether it was still within the rate."""
    now = int(time.time())
    window = now // rate.seconds
    count = _count(f"rate:{name}:{rate.seconds}:{window}", rate.seconds)
    reset = (window + 1) * rate.seconds - now
    return Spent(count <= rate.limit, rate.limit, max(rate.limit - count, 0), reset)
