"""Which fault comes when: chosen by chance before the run, so that a seed repeats it."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """What is killed; each comes back after a while, by itself or started anew."""

    WORKER = "a worker with its processes"
    PROCESS = "one process of a worker"
    WEB = "the process in which people act (web)"
    BEAT = "beat"
    BROKER = "Redis"
    BROKER_EMPTIED = "Redis, its data lost"
    BROKER_STOPPED = "Redis, only stopped: it takes connections and says nothing"
    DATABASE = "the database"
    SESSION = "one process of the database"


WEIGHTS = {
    Fault.WORKER: 5,
    Fault.PROCESS: 6,
    Fault.WEB: 6,
    Fault.BEAT: 1,
    Fault.BROKER: 2,
    Fault.BROKER_EMPTIED: 2,
    Fault.BROKER_STOPPED: 1,
    Fault.DATABASE: 4,
    Fault.SESSION: 4,
}
# What a strike waits for, that some process is in the middle of it; "" for nothing.
AIMS = {"clocks": 4, "messages": 2, "deliveries": 2, "": 3}
ACTING = "transitions"
# These hit whoever acts, too.
_HIT_ALL = {Fault.DATABASE, Fault.SESSION}
LONGEST_AWAY = 4.0
# The last one is back before the run ends.
TAIL = 5.0


@dataclass(frozen=True)
class Strike:
    """A fault `at` seconds after the beginning; what is killed stays away for `away` seconds.

    `aim`: it waits for somebody to be in the middle of that; see AIMS.
    """

    at: float
    fault: Fault
    away: float
    aim: str


def strikes(seed: int, seconds: float, *, every: float) -> list[Strike]:
    """So many faults within these seconds, on average one `every` so many; each sort at least once.

    Raises ValueError when there is no time for one of each sort.
    """
    random = Random(seed)
    sorts = list(Fault)
    count = round((seconds - TAIL) / every)
    if count < len(sorts):
        raise ValueError(f"{len(sorts)} sorts of faults need {len(sorts) * every + TAIL:.0f} s.")
    chosen = sorts + random.choices(sorts, [WEIGHTS[each] for each in sorts], k=count - len(sorts))
    random.shuffle(chosen)
    moments = sorted(random.uniform(1, seconds - TAIL) for _fault in chosen)
    return [
        Strike(at, fault, random.uniform(0.2, LONGEST_AWAY), _aim(random, fault))
        for at, fault in zip(moments, chosen, strict=True)
    ]


def _aim(random: Random, fault: Fault) -> str:
    if fault == Fault.WEB:
        return ACTING
    aims = AIMS | ({ACTING: 4} if fault in _HIT_ALL else {})
    return random.choices(list(aims), list(aims.values()))[0]
