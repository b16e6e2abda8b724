"""manage.py faults_send: writes messages until it is asked to stop.

Each with a change, in one transaction. The database may be away, and then the change isn't
there, which is no fault: its writer was told so. What was acknowledged is noted in a file
outside the database, and must not be lost.
"""

import signal
import time
from argparse import ArgumentParser
from random import Random
from typing import Any

from django.core.management.base import BaseCommand

from tests.faults.county.messages import acknowledged_file, write


class Command(BaseCommand):
    help = "Write changes with a message each, so many a second, until a TERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rate", type=float)
        parser.add_argument("seed", type=int)

    def handle(self, *args: Any, rate: float, seed: int, **options: Any) -> None:
        asked: list[int] = []
        # Not an exception: what runs after a commit would swallow it.
        signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
        random = Random(seed)
        number = 0
        with acknowledged_file().open("a", encoding="ascii", buffering=1) as note:
            while not asked:
                time.sleep(random.expovariate(rate))
                number += 1
                if write(random, number):
                    note.write(f"{number}\n")
