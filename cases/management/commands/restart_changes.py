"""To be run after a dump was loaded into another cluster; does nothing otherwise."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.services.feed import restart_changes


class Command(BaseCommand):
    help = "Starts the feed of changes anew when the database came from another cluster."

    def handle(self, *args: Any, **options: Any) -> None:
        done = restart_changes()
        self.stdout.write("restarted" if done else "nothing to do")
