"""manage.py faults_wait: prints "done" once nothing waits, or "late"."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tests.faults.county.strands import STRANDS


class Command(BaseCommand):
    help = "Wait so many seconds at most until the county has caught up."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("seconds", type=float)

    def handle(self, *args: Any, seconds: float, **options: Any) -> None:
        deadline = time.monotonic() + seconds
        while not all(strand.is_done() for strand in STRANDS):
            if time.monotonic() > deadline:
                self.stdout.write("late")
                return
            time.sleep(0.2)
        self.stdout.write("done")
