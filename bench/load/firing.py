"""The generator's runs, and what they come to."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench.load.generator import Plan
from bench.load.plan import as_json
from bench.load.processes import machine_seconds, processor_seconds
from bench.load.samples import Sample, Summary, summary
from bench.load.servers import Platform
from bench.pace import pace

# The knee: later than this at the 95th percentile, or any error.
KNEE_MS = 1000.0


@dataclass(frozen=True)
class Outcome:
    """What became of a rate kept up for some seconds; shares of all processors, 0 to 1.

    `pace` is the slower of before and after.
    """

    rate: float
    seconds: float
    samples: list[Sample]
    busy: float
    web: float
    generator: float
    pace: float

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
        yield self._row("all", self.samples, shares, f"{self.pace:.0f}")
        for kind in sorted({sample.kind for sample in self.samples}) if kinds else ():
            yield self._row(kind, [s for s in self.samples if s.kind == kind], "", "")

    def _row(self, kind: str, samples: list[Sample], *shares: str) -> tuple[str, ...]:
        s = summary(samples, self.seconds)
        times = (f"{s.p50:.0f}", f"{s.p95:.0f}", f"{s.p99:.0f}")
        counts = (str(s.count), str(s.errors), f"{s.rate:.1f}")
        return (f"{self.rate:.0f}/s", kind, *counts, *times, *shares)


def fire(platform: Platform, plan: Plan) -> Outcome:
    """Let the generator ask, in a process of its own."""
    felt = pace()
    told = json.dumps(as_json(plan))
    web = platform.web.pid or 0
    before, web_before = machine_seconds(), processor_seconds(web)
    command = [sys.executable, "-m", "bench.load.generator"]
    answer = subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=True)
    after = machine_seconds()
    passed = after[1] - before[1]
    heard = json.loads(answer.stdout)
    return Outcome(
        rate=plan.rate,
        seconds=plan.seconds,
        samples=[Sample(**sample) for sample in heard["samples"]],
        busy=(after[0] - before[0]) / passed,
        web=(processor_seconds(web) - web_before) / passed,
        generator=heard["processor_seconds"] / passed,
        pace=max(felt, pace()),
    )
