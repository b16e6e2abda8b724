"""manage.py faults_act: passes cases on as planned, until it is asked to stop.

It stands for a web process: people's acts run in it, and it is killed like one. What was
answered is noted outside the database, and must not be lost.
"""

import signal
import time
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.core.management.base import BaseCommand

from tests.faults.county.referrals.acting import Work


class Command(BaseCommand):
    help = "Work off one part of the plan, so many acts a second, until a TERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=int)
        parser.add_argument("of", type=int)
        parser.add_argument("rate", type=float)

    def handle(self, *args: Any, place: int, of: int, rate: float, **options: Any) -> None:
        asked: list[int] = []
        # Not an exception: what runs after a commit would swallow it.
        signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
        work, random = Work(place, of), Random(place)
        while not asked:
            started = time.monotonic()
            work.go_on()
            # What acting took is no pause besides.
            pause = random.expovariate(rate) - (time.monotonic() - started)
            time.sleep(max(pause, 0))
