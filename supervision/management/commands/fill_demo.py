"""manage.py fill_demo: the demo county, in an empty database."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.clock import current_day
from supervision.demo.fill import NoReference, NotEmpty, fill, is_filled


class Command(BaseCommand):
    help = "Fill an empty database with an invented county. A filled one is left as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--cases", type=int, default=3000)
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="as it stands on that day (YYYY-MM-DD)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Everybody's password is known: only with config.settings.demo.")
        if is_filled():
            self.stdout.write("  the demo county is there already")
            return
        today = options["today"] or current_day()
        if today > current_day():
            raise CommandError("--today can't be in the future.")
        try:
            fill(seed=options["seed"], cases=options["cases"], today=today, say=self._say)
        except NotEmpty as error:
            raise CommandError(
                "The database is in use and isn't a demo county; nothing was written."
            ) from error
        except NoReference as error:
            raise CommandError("Run load_reference first.") from error

    def _say(self, text: str) -> None:
        self.stdout.write(f"    {text}")
        self.stdout.flush()
