"""Give an identity to parties that were written before identities were kept."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.services.identities import link_all


class Command(BaseCommand):
    help = "Link parties of the same number to the same identity. May be repeated."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        linked = link_all()
        if verbosity:
            self.stdout.write(f"{linked} parties linked")
