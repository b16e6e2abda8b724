"""What a database has that has run for a while: flags, statistics, visibility."""

import time
from collections.abc import Callable

from django.db import connection

from supervision.services import run_rules


def settle(cases: int) -> None:
    """Run the rules once, and vacuum; outside a transaction."""
    _timed("rules, first run", run_rules)
    _timed("vacuum, analyse", _vacuum)


def _timed(title: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    work()
    print(f"  {title} ({time.monotonic() - started:.0f} s)", flush=True)


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE, FREEZE)")
