"""Millions of cases, made in the database by INSERT … SELECT, in pieces.

Pieces are committed one by one and remembered: a fill that was killed goes on where it was.
Why not COPY: docs/adr.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection, transaction

from bench.fill import words
from bench.fill.bare import dress, strip
from bench.fill.county import make_county
from bench.fill.ends import OTHERS, make_ends
from bench.fill.settle import settle
from cases.models import Case, Matter
from cases.parsing.names import name_initials

TABLES = [
    "cases_case",
    "cases_identity",
    "cases_caseaccess",
    "cases_party",
    "cases_officer",
    "cases_legalbasis",
    "cases_penalty",
    "cases_payment",
    "cases_executionstep",
    "cases_deferral",
    "cases_remedy",
    "cases_externalkey",
    "deadlines_clock",
    "inbox_todo",
]
PIECE = 100_000
SEED = 1
_STATE = """
CREATE SCHEMA bench;
CREATE TABLE bench.county (cases bigint, seed int, now timestamptz, today date, ready boolean);
CREATE TABLE bench.piece (first bigint PRIMARY KEY, last bigint, done boolean DEFAULT false);
CREATE TABLE bench.build (id serial PRIMARY KEY, title text, statement text);
"""


class NotOurs(Exception):
    """The database holds cases that the benchmark didn't make, or another county of it."""


@dataclass(frozen=True)
class County:
    """What is being made or was."""

    cases: int
    seed: int
    ready: bool


def fill(cases: int, *, seed: int = SEED, workers: int | None = None) -> None:
    """Make the county unless it is there; go on when an earlier fill was stopped.

    Raises NotOurs rather than mix invented cases with others, and when the county
    that is there has another size or seed.
    """
    county = known()
    if county is None:
        begin(cases, seed)
    elif (county.cases, county.seed) != (cases, seed):
        what = f"{county.cases:,} cases, seed {county.seed}"
        raise NotOurs(f"This database holds a county of {what}; drop it or name another.")
    elif county.ready:
        print(f"The county of {cases:,} cases is there.")
        return
    started = time.monotonic()
    fill_pieces(workers or len(os.sched_getaffinity(0)))
    dress()
    settle(cases)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bench.county SET ready = true")
    print(f"  the county is ready ({time.monotonic() - started:.0f} s)", flush=True)


def known() -> County | None:
    """The county of this database. Raises NotOurs when its cases are of other origin."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench.county')")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT cases, seed, ready FROM bench.county")
            return County(*cursor.fetchone())
    if Case.objects.exists():
        raise NotOurs("This database holds cases of its own; name an empty one.")
    return None


@transaction.atomic
def begin(cases: int, seed: int) -> None:
    """Agencies, people and vocabulary; the tables of cases stand bare afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        cursor.execute(
            "INSERT INTO bench.county VALUES (%s, %s, now(), current_date, false)", [cases, seed]
        )
        cursor.execute(
            "INSERT INTO bench.piece SELECT n, least(n + %s, %s) FROM generate_series(1, %s, %s) n",
            [PIECE - 1, cases, cases, PIECE],
        )
        make_county()
        known = values()
        make_ends(known["today"])
        strip(TABLES)
        _run("base.sql", known)


def fill_pieces(workers: int) -> None:
    """Every piece that is missing, some at once; with one worker in the caller's connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT first, last FROM bench.piece WHERE NOT done ORDER BY first")
        missing: list[tuple[int, int]] = cursor.fetchall()
    done, started = 0, time.monotonic()
    for first, last in _made(missing, values(), workers):
        done += last - first + 1
        rate = done / (time.monotonic() - started)
        print(f"  {done:,} cases ({rate:,.0f} a second)", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('cases_case', 'id'), max(id))"
                       " FROM cases_case")  # fmt: skip


def _made(
    pieces: list[tuple[int, int]], known: dict[str, Any], workers: int
) -> Iterator[tuple[int, int]]:
    if workers == 1:
        for piece in pieces:
            yield _make(piece, known)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(_make_alone, piece, known) for piece in pieces]
        try:
            for future in as_completed(waiting):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _make_alone(piece: tuple[int, int], known: dict[str, Any]) -> tuple[int, int]:
    """In a thread, which has a connection of its own."""
    try:
        return _make(piece, known)
    finally:
        connection.close()


@transaction.atomic
def _make(piece: tuple[int, int], known: dict[str, Any]) -> tuple[int, int]:
    first, last = piece
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        _run("chunk.sql", {**known, "first": first, "last": last})
        cursor.execute("UPDATE bench.piece SET done = true WHERE first = %s", [first])
    return piece


def _run(name: str, known: dict[str, Any]) -> None:
    """Each step of a file of SQL, which begins with a line `-- step: …`."""
    text = (Path(__file__).parent / name).read_text()
    with connection.cursor() as cursor:
        for part in text.split("-- step: ")[1:]:
            cursor.execute(part.partition("\n")[2], known)


def values() -> dict[str, Any]:
    """What the SQL asks for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases, seed, now, today FROM bench.county")
        cases, seed, now, today = cursor.fetchone()
    return {
        "cases": cases,
        "entities": max(1, cases * 45 // 100),
        "seed": seed,
        "now": now,
        "today": today,
        "matters": Matter.objects.count(),
        "permission": Permission.objects.get(
            content_type__app_label="cases", codename="view_case"
        ).pk,
        "surnames": list(words.SURNAMES),
        "double_surnames": words.DOUBLE_SURNAMES,
        "given": words.GIVEN,
        "brands": words.BRANDS,
        "others": OTHERS,
        "letters": words.letters(),
        "initials": "".join(map(name_initials, words.letters())),
        "trades": words.TRADES,
        "towns": words.TOWNS,
        "roads": words.ROADS,
        "goods": words.GOODS,
        "units": words.UNITS,
        "openings": words.OPENINGS,
        "findings": words.FINDINGS,
        "endings": words.ENDINGS,
    }
