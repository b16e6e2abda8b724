"""The figures as tables, on the terminal and in docs/performance.md."""

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench.pace import pace
from bench.timing import Figure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = ("who", "what", "p50 ms", "p95 ms", "queries", "kB", "by hand ms", "ratio", "over")
Row = Sequence[str]


def cells(figure: Figure) -> tuple[str, ...]:
    """One row of the table of questions."""
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
    return f"{who:<26}{what:<36}" + "".join(f"{text:>11}" for text in rest)


def table(head: Row, rows: Iterable[Row]) -> str:
    """As Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def about(cases: int, how: str) -> str:
    """When, what, where and with which versions something was measured."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'),"
            " current_setting('fsync'), pg_size_pretty(pg_database_size(current_database()))"
        )
        version, buffers, fsync, size = cursor.fetchone()
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{timezone.localdate()}, commit {commit()}; {cases:,} cases, a database of {size}; "
        f"{cores} cores, {memory:.0f} GiB, Python {platform.python_version()}, PostgreSQL "
        f"{version.split()[0]} (shared_buffers {buffers}, fsync {fsync}); pace {pace():.0f} ms; "
        f"{how}."
    )


def commit() -> str:
    """Which code was measured, with a + when files differ from it."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(command, cwd=PAGE.parent, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def write(section: str, cases: int, text: str, page: Path = PAGE) -> bool:
    """Put the text between the marks of this section and size; False when there are none."""
    begin, end = marks(section, cases)
    before, found, rest = page.read_text().partition(begin)
    if not found:
        print(f"{page.name} has no place for {section} at {cases:,} cases.")
        return False
    after = rest.partition(end)[2]
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}")
    return True


def marks(section: str, cases: int) -> tuple[str, str]:
    """The comments between which the figures of a section stand."""
    return f"<!-- {section} {cases} -->", f"<!-- /{section} {cases} -->"
