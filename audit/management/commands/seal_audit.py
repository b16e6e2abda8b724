"""Seals the log by hand, and begins a new chain after a restore."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from audit.seals import BookAhead, ClusterChanged, NumberingChanged, seal_rows, start_chain


class Command(BaseCommand):
    help = "Seal what finished since the last seal. With --new-chain after a restore: begin anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-chain", action="store_true", help="go on although the file is ahead"
        )
        parser.add_argument("--reason", default="", help="why, for --new-chain")
        parser.add_argument("--by", default="", help="who, for --new-chain")

    def handle(self, *args: Any, new_chain: bool, reason: str, by: str, **options: Any) -> None:
        try:
            if new_chain:
                seal = start_chain(actor=None, reason=reason, by=by)
                self.stdout.write(f"began chain {seal.chain} with {seal.rows} rows")
            made = seal_rows()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except BookAhead as error:
            raise CommandError(
                f"The seal file ends in {error}, which the database doesn't have. After a restore "
                "from a backup: seal_audit --new-chain --reason … --by …"
            ) from error
        except ClusterChanged as error:
            raise CommandError("The database came from another cluster: run tend_audit.") from error
        except NumberingChanged as error:
            raise CommandError(
                "Somebody changed how rows are numbered: run verify_audit."
            ) from error
        self.stdout.write(f"{len(made)} seals, {sum(seal.rows for seal in made)} rows")
