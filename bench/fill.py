"""A county with a million cases, made in the database by INSERT … SELECT."""

import time
from pathlib import Path

from django.db import connection, transaction

from bench.bare import bare
from bench.county import is_there, make_county, values
from cases.models import Case
from supervision.services import run_rules

TABLES = [
    "cases_case",
    "cases_caseaccess",
    "cases_party",
    "cases_officer",
    "cases_legalbasis",
    "cases_penalty",
    "cases_payment",
    "cases_executionstep",
    "cases_deferral",
    "cases_remedy",
    "deadlines_clock",
    "inbox_todo",
]


class NotOurs(Exception):
    """The database holds cases that the benchmark didn't make."""


def fill(cases: int) -> None:
    """Make the county unless it is there; all of it or nothing.

    Raises NotOurs rather than mix invented cases with others, and when the county
    that is there has another size.
    """
    there = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if there and not is_there():
        raise NotOurs("This database holds cases of its own; name an empty one.")
    if there:
        if there < cases or there > cases * 1.1:
            raise NotOurs(f"This database holds {there:,} cases, not {cases:,}; drop it first.")
        print(f"The county of {cases:,} cases is there.")
        return
    with transaction.atomic():
        make_county()
        with bare(TABLES), connection.cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'")
            known = values(cases)
            for title, statements in _steps():
                started = time.monotonic()
                cursor.execute(statements, known)
                print(f"  {title} ({time.monotonic() - started:.0f} s)", flush=True)
            print("  indexes …", flush=True)
    _settle()


def _steps() -> list[tuple[str, str]]:
    text = (Path(__file__).parent / "cases.sql").read_text()
    steps = [part.partition("\n") for part in text.split("-- step: ")[1:]]
    return [(title, statements) for title, _, statements in steps]


def _settle() -> None:
    """Statistics and visibility as a database has them that has run for a night."""
    started = time.monotonic()
    run_rules()
    print(f"  rules, first run ({time.monotonic() - started:.0f} s)", flush=True)
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"  vacuum, analyse ({time.monotonic() - started:.0f} s)", flush=True)
