"""What is done during a run and counted afterwards."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from tests.faults.county import clocks, messages
from tests.faults.county.counts import Count
from tests.faults.county.referrals import counting, ways
from tests.personas import World


@dataclass(frozen=True)
class Strand:
    """`prepare(world, random, cases, days)` before the run, `is_done` and `count` after it."""

    prepare: Callable[[World, Random, int, int], None]
    is_done: Callable[[], bool]
    count: Callable[[], list[Count]]


STRANDS = [
    Strand(clocks.prepare, clocks.is_done, clocks.count),
    Strand(messages.prepare, messages.is_done, messages.count),
    Strand(ways.prepare, messages.is_done, counting.count),
]


def counted() -> list[dict[str, Any]]:
    """One line per thing that must have happened exactly once."""
    return [asdict(line) for strand in STRANDS for line in strand.count()]
