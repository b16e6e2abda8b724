"""The table of what runs by itself."""

import argparse
from collections.abc import Iterator

from bench.clocks.check import checks
from bench.clocks.log import lines
from bench.clocks.opening import openings
from bench.clocks.recounting import recounts
from bench.clocks.timed import Timed
from bench.report import about, line, table, write

HEAD = ("what", "how many", "seconds", "a second", "at most")
# As the issue of the deadlines asks for.
MANY = 100_000


def clocks(options: argparse.Namespace, many: int = MANY) -> list[Timed]:
    """Print the table; write it when asked to."""
    print(line(HEAD))
    told = []
    for timed in _all(many):
        print(line(_cells(timed)), flush=True)
        told.append(timed)
    if options.write:
        how = "in one process, the median where something is done several times"
        text = f"{about(options.cases, how)}\n\n{table(HEAD, map(_cells, told))}"
        write("time", options.cases, text)
    return told


def _all(many: int) -> Iterator[Timed]:
    yield from checks()
    yield from recounts(many)
    yield from openings(many)
    yield from lines(many)


def _cells(timed: Timed) -> tuple[str, ...]:
    limit = f"{timed.limit:g}" if timed.limit else ""
    rate = f"{timed.number / timed.seconds:,.0f}" if timed.number else ""
    return timed.title, f"{timed.number:,}", f"{timed.seconds:.2f}", rate, limit
