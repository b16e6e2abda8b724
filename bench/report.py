"""The figures as a table, on the terminal and in docs/performance.md."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench.timing import Figure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
HEAD = ("who", "what", "p50 ms", "p95 ms", "queries", "kB", "by hand ms", "ratio", "over")


def cells(figure: Figure) -> tuple[str, ...]:
    """One row of the table."""
    hand = figure.by_hand
    return (
        figure.question.who,
        figure.question.title,
        f"{figure.median:.1f}",
        f"{figure.p95:.1f}",
        str(figure.queries),
        f"{figure.size / 1000:.0f}" if figure.size else "",
        f"{hand:.1f}" if hand is not None else "",
        f"{figure.median / hand:.1f}" if hand else "",
        figure.excess,
    )


def line(row: Iterable[str]) -> str:
    """For the terminal."""
    who, what, *rest = row
    return f"{who:<12}{what:<34}" + "".join(f"{text:>11}" for text in rest)


def write(figures: Iterable[Figure], cases: int, rounds: int) -> None:
    """Put the table between the marks of docs/performance.md."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    cores = len(os.sched_getaffinity(0))
    about = (
        f"{timezone.localdate()}, {cases:,} cases, {cores} cores, PostgreSQL {version}, "
        f"{rounds} rounds each, everything on one machine."
    )
    table = [HEAD, ("---",) * len(HEAD), *map(cells, figures)]
    rows = "\n".join(f"| {' | '.join(row)} |" for row in table)
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{about}\n\n{rows}\n{END}{after}")
