"""What a file costs while it is brought in: memory of the processes, patience of the others."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db import connection

from bench.load.firing import fire
from bench.load.generator import Plan
from bench.load.processes import command_line, peak_megabytes, tree
from bench.load.samples import Sample
from bench.load.servers import Platform

_EVERY_SECONDS = 0.05
_READER = "cases.importing.child"


@dataclass
class Peaks:
    """The most memory that any process of a kind held, in MB."""

    web: float = 0.0
    worker: float = 0.0
    reader: float = 0.0

    def look(self, platform: Platform) -> None:
        """Take in what runs now."""
        for name, child in (("web", platform.web), ("worker", platform.worker)):
            for pid in tree(child.pid or 0):
                kind = "reader" if _READER in command_line(pid) else name
                setattr(self, kind, max(getattr(self, kind), peak_megabytes(pid)))


@dataclass
class Seen:
    """Filled while `watching` lasts."""

    peaks: Peaks = field(default_factory=Peaks)
    samples: list[Sample] = field(default_factory=list)


@contextmanager
def watching(platform: Platform, plan: Plan) -> Iterator[Seen]:
    """Ask as `plan` says over and over, and look at the memory, until the block ends."""
    seen, stop = Seen(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.peaks.look(platform)
            time.sleep(_EVERY_SECONDS)

    def ask() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            seen.samples += fire(platform, replace(plan, seed=plan.seed + turn)).samples
        connection.close()

    threads = [threading.Thread(target=work) for work in (look, ask)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()
