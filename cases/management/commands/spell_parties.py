"""Give their initials to the names of parties that were written without."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.services.initials import spell_all


class Command(BaseCommand):
    help = "Fill in the pinyin initials of parties, by which they are searched. May be repeated."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        spelled = spell_all()
        if verbosity:
            self.stdout.write(f"{spelled} parties spelled")
