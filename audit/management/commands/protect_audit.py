"""Takes from the role of web and worker the right to change the log."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.rights import protect


class Command(BaseCommand):
    help = "Let a database role add and read lines of the log and its seals, nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the role that web and worker sign in with")

    @transaction.atomic
    def handle(self, *args: Any, role: str, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone()[0]:
                raise CommandError(f"There is no role {role}.")
        owns = protect(role)
        self.stdout.write(f"{role} may add and read lines of the log")
        if owns:
            self.stderr.write(
                f"{role} owns the tables and can give the rights back to itself: let another "
                "role own them (docs/operations.md)."
            )
