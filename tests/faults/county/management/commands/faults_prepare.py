"""manage.py faults_prepare: the county before the run."""

from argparse import ArgumentParser
from random import Random
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from tests.faults.county.strands import STRANDS
from tests.personas import make_world


class Command(BaseCommand):
    help = "Make tables, rules, people, and what every strand begins with."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clocks", type=int)
        parser.add_argument("days", type=int)
        parser.add_argument("seed", type=int)

    def handle(self, *args: Any, clocks: int, days: int, seed: int, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", "deadlines", stdout=self.stderr)
        world = make_world()
        random = Random(seed)
        for strand in STRANDS:
            strand.prepare(world, random, clocks, days)
