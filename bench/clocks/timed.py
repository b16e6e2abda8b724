"""What was done, how often, and how long it took."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timed:
    """`number` of things took so many `seconds`, of which `limit` are allowed (0: not said)."""

    title: str
    number: int
    seconds: float
    limit: float = 0

    @property
    def is_over(self) -> bool:
        """Whether it took longer than allowed."""
        return bool(self.limit) and self.seconds > self.limit


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_of(
    work: Callable[[], object], rounds: int, prepare: Callable[[], object] = lambda: None
) -> float:
    """How long it usually takes; `prepare` comes before each time, untimed."""
    times = []
    for _ in range(rounds):
        prepare()
        times.append(seconds_of(work))
    return statistics.median(times)
