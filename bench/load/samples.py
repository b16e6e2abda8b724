"""When requests are due, and what their latencies come to. Needs nothing of the platform."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One request: seconds after the start when it was due, seconds until its answer."""

    kind: str
    due: float
    latency: float
    ok: bool


@dataclass(frozen=True)
class Summary:
    """Latencies in milliseconds; `rate` is of answers in order, a second."""

    count: int
    errors: int
    rate: float
    p50: float
    p95: float
    p99: float


def arrivals(rate: float, seconds: float, chance: random.Random) -> list[float]:
    """Moments of a Poisson process of `rate` a second, from 0 to `seconds`."""
    moments: list[float] = []
    at = chance.expovariate(rate)
    while at < seconds:
        moments.append(at)
        at += chance.expovariate(rate)
    return moments


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values doesn't pass; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def summary(samples: Sequence[Sample], seconds: float) -> Summary:
    """Of some samples of a run that took `seconds`; errors count as answered late, not never."""
    latencies = [sample.latency * 1000 for sample in samples]
    errors = sum(not sample.ok for sample in samples)
    return Summary(
        count=len(samples),
        errors=errors,
        rate=(len(samples) - errors) / seconds if seconds else 0.0,
        p50=percentile(latencies, 0.50),
        p95=percentile(latencies, 0.95),
        p99=percentile(latencies, 0.99),
    )
