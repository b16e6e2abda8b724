"""Mixed load for some minutes, then steps up to the knee (or down to what is borne)."""

import argparse
from collections.abc import Iterator

from bench.load.firing import Outcome, fire
from bench.load.plan import MIX, make_plan
from bench.load.servers import Platform, serving
from bench.report import about, line, table, write

_TIMES = ("p50 ms", "p95 ms", "p99 ms")
HEAD = ("rate", "kind", "asked", "errors", "in order/s", *_TIMES, "processor", "pace ms")
STEP, STEP_SECONDS, MOST_STEPS = 1.2, 60.0, 10


def mixed_load(options: argparse.Namespace) -> None:
    """Keep up the rate that was asked for, then look for the knee; print and write."""
    print(line(HEAD))
    with serving() as platform:
        _at(platform, 5, 10)
        main = _at(platform, options.rate, options.minutes * 60)
        rows = list(main.rows(kinds=True))
        _tell(rows)
        for outcome in _steps(platform, main):
            step = list(outcome.rows(kinds=False))
            _tell(step)
            rows += step
    if options.write:
        how = f"{options.minutes:g} minutes at {options.rate:g} requests a second"
        write("load", options.cases, f"{about(options.cases, how)}\n\n{table(HEAD, rows)}")


def _at(platform: Platform, rate: float, seconds: float, seed: int = 1) -> Outcome:
    return fire(platform, make_plan(platform.port, rate=rate, seconds=seconds, mix=MIX, seed=seed))


def _tell(rows: list[tuple[str, ...]]) -> None:
    for row in rows:
        print(line(row), flush=True)


def _steps(platform: Platform, main: Outcome) -> Iterator[Outcome]:
    """Up while it is borne, or down until it is."""
    rate, up = main.rate, main.is_borne
    for turn in range(MOST_STEPS):
        rate = rate * STEP if up else rate / STEP
        outcome = _at(platform, rate, STEP_SECONDS, turn + 2)
        yield outcome
        if outcome.is_borne != up:
            return
