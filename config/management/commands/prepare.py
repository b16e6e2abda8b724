"""Bring database, texts and static files up to the code that is about to run."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

# What is said about it, the command, its arguments.
Steps = dict[str, tuple[str, dict[str, Any]]]
STEPS: Steps = {
    "texts": ("compile_texts", {}),
    "tables": ("migrate", {"interactive": False}),
    # Before anything is recorded: after a move to another cluster the lines are numbered on.
    "months of the log": ("tend_audit", {}),
    "reference data": ("load_reference", {}),
    "identities of parties": ("link_parties", {}),
    "initials of parties": ("spell_parties", {}),
    "feed of changes": ("restart_changes", {}),
    "static files": ("collectstatic", {"interactive": False}),
}
# Its lines of the log go back months.
DEMO_STEPS: Steps = {"demo county": ("fill_demo", {}), "its months of the log": ("tend_audit", {})}


class Command(BaseCommand):
    help = "Migrate, load reference data, compile texts, collect static files. May be repeated."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill a demo county as well")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        for title, (command, arguments) in (STEPS | (DEMO_STEPS if demo else {})).items():
            started = time.monotonic()
            self.stdout.write(f"  {title} …")
            self.stdout.flush()
            call_command(command, verbosity=0, stdout=self.stdout, **arguments)
            self.stdout.write(f"  {title} ready ({time.monotonic() - started:.1f} s)")
