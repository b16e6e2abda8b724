"""Mixed load for some minutes, then steps up to the knee (or down to what is borne)."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.load.plan import MIX, as_json, make_plan
from bench.load.processes import machine_seconds, processor_seconds
from bench.load.samples import Sample, Summary, summary
from bench.load.servers import Platform, serving
from bench.report import about, line, table, write

HEAD = ("rate", "kind", "asked", "errors", "in order/s", "p50 ms", "p95 ms", "p99 ms", "processor")
STEP, STEP_SECONDS, MOST_STEPS = 1.2, 60.0, 10
# The knee: later than this at the 95th percentile, or any error.
KNEE_MS = 1000.0


@dataclass(frozen=True)
class Outcome:
    """What became of a rate kept up for some seconds; shares of all processors, 0 to 1."""

    rate: float
    seconds: float
    samples: list[Sample]
    busy: float
    web: float
    generator: float

    @property
    def whole(self) -> Summary:
        """Of all kinds together."""
        return summary(self.samples, self.seconds)

    @property
    def is_borne(self) -> bool:
        """Whether the knee is still beyond it."""
        return self.whole.errors == 0 and self.whole.p95 <= KNEE_MS

    def rows(self, *, kinds: bool) -> Iterator[tuple[str, ...]]:
        """For the table: everything together, then each kind."""
        shares = f"{self.busy:.0%} (web {self.web:.0%}, generator {self.generator:.0%})"
        yield self._row("all", self.samples, shares)
        for kind in sorted({sample.kind for sample in self.samples}) if kinds else ():
            yield self._row(kind, [s for s in self.samples if s.kind == kind], "")

    def _row(self, kind: str, samples: list[Sample], shares: str) -> tuple[str, ...]:
        s = summary(samples, self.seconds)
        times = (f"{s.p50:.0f}", f"{s.p95:.0f}", f"{s.p99:.0f}")
        counts = (str(s.count), str(s.errors), f"{s.rate:.1f}")
        return (f"{self.rate:.0f}/s", kind, *counts, *times, shares)


def mixed_load(options: argparse.Namespace) -> None:
    """Keep up the rate that was asked for, then look for the knee; print and write."""
    print(line(HEAD))
    with serving() as platform:
        fire(platform, rate=5, seconds=10, mix=MIX)
        main = fire(platform, rate=options.rate, seconds=options.minutes * 60, mix=MIX)
        rows = list(main.rows(kinds=True))
        _tell(rows)
        for outcome in _steps(platform, main):
            step = list(outcome.rows(kinds=False))
            _tell(step)
            rows += step
    if options.write:
        how = f"{options.minutes:g} minutes at {options.rate:g} requests a second"
        write("load", options.cases, f"{about(options.cases, how)}\n\n{table(HEAD, rows)}")


def _tell(rows: list[tuple[str, ...]]) -> None:
    for row in rows:
        print(line(row), flush=True)


def _steps(platform: Platform, main: Outcome) -> Iterator[Outcome]:
    """Up while it is borne, or down until it is."""
    rate, up = main.rate, main.is_borne
    for turn in range(MOST_STEPS):
        rate = rate * STEP if up else rate / STEP
        outcome = fire(platform, rate=rate, seconds=STEP_SECONDS, mix=MIX, seed=turn + 2)
        yield outcome
        if outcome.is_borne != up:
            return


def fire(
    platform: Platform, *, rate: float, seconds: float, mix: Mapping[str, float], seed: int = 1
) -> Outcome:
    """Let the generator ask at a rate for some seconds."""
    plan = make_plan(platform.port, rate=rate, seconds=seconds, mix=mix, seed=seed)
    told = json.dumps(as_json(plan))
    web = platform.web.pid or 0
    before, web_before = machine_seconds(), processor_seconds(web)
    command = [sys.executable, "-m", "bench.load.generator"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as asker:
        answer = asker.communicate(told)[0]
        usage = asker.returncode
    if usage:
        raise RuntimeError(f"The generator ended with {usage}.")
    after = machine_seconds()
    passed = after[1] - before[1]
    heard = json.loads(answer)
    return Outcome(
        rate=rate,
        seconds=seconds,
        samples=[Sample(**sample) for sample in heard["samples"]],
        busy=(after[0] - before[0]) / passed,
        web=(processor_seconds(web) - web_before) / passed,
        generator=heard["processor_seconds"] / passed,
    )
