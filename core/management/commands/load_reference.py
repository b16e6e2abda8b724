"""manage.py load_reference [name …]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.reference import loaders


class Command(BaseCommand):
    help = "Load the reference data of all apps, or only those named. May be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help=", ".join(loaders()))

    def handle(self, *args: Any, **options: Any) -> None:
        known = loaders()
        unknown = [name for name in options["names"] if name not in known]
        if unknown:
            raise CommandError(f"Unknown: {', '.join(unknown)}. Known: {', '.join(known)}.")
        for name in options["names"] or known:
            self.stdout.write(f"{name} …")
            with transaction.atomic():
                known[name](lambda text: self.stdout.write(f"  {text}"))
