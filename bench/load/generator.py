"""The process that asks: `python -m bench.load.generator < plan > samples`, both JSON.

It knows nothing of the platform, so that it takes little of the processors that it shares
with what is measured. Every request has a connection of its own, which costs a little more
than nginx in front, which keeps some.
"""

import http.client
import json
import random
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from bench.load.samples import Sample, arrivals

# More than can be waited for at once; requests beyond it wait, and their wait counts.
AT_ONCE = 256
TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Shot:
    """One request and the answer that is right."""

    kind: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""
    expect: int = 200
    # Asked once: what it asks for can't be asked for again.
    once: bool = False


@dataclass(frozen=True)
class Plan:
    """What to ask of whom, how often a second, for how long; weights by kind."""

    port: int
    rate: float
    seconds: float
    seed: int
    weights: Mapping[str, float]
    shots: Sequence[Shot]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Plan":
        """From JSON."""
        return cls(**{**told, "shots": [Shot(**shot) for shot in told["shots"]]})


class Magazine:
    """Draws requests by weight of kind; what may be asked once is drawn once."""

    def __init__(self, plan: Plan) -> None:
        self.chance = random.Random(plan.seed)
        self.shots: dict[str, list[Shot]] = {}
        for shot in plan.shots:
            self.shots.setdefault(shot.kind, []).append(shot)
        self.weights = plan.weights

    def draw(self) -> Shot | None:
        """The next request; None when nothing is left to ask."""
        kinds = [kind for kind in self.weights if self.shots.get(kind)]
        if not kinds:
            return None
        kind = self.chance.choices(kinds, [self.weights[kind] for kind in kinds])[0]
        shots = self.shots[kind]
        shot = self.chance.choice(shots)
        if shot.once:
            shots.remove(shot)
        return shot


class Range:
    """Fires the requests of a plan and collects what became of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.samples: list[Sample] = []
        self._lock = threading.Lock()

    def run(self) -> list[Sample]:
        """All samples, once the last request is answered."""
        magazine = Magazine(self.plan)
        moments = arrivals(self.plan.rate, self.plan.seconds, random.Random(self.plan.seed + 1))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            start = time.perf_counter()
            for due in moments:
                shot = magazine.draw()
                if shot is None:
                    break
                time.sleep(max(0.0, start + due - time.perf_counter()))
                pool.submit(self._fire, shot, start, due)
        return self.samples

    def _fire(self, shot: Shot, start: float, due: float) -> None:
        try:
            ok = self._ask(shot) == shot.expect
        except (OSError, http.client.HTTPException):
            ok = False
        latency = time.perf_counter() - start - due
        with self._lock:
            self.samples.append(Sample(shot.kind, due, latency, ok))

    def _ask(self, shot: Shot) -> int:
        link = http.client.HTTPConnection("127.0.0.1", self.plan.port, timeout=TIMEOUT_SECONDS)
        try:
            body = shot.body.encode() if shot.body else None
            link.request(shot.method, shot.path, body, dict(shot.headers))
            answer = link.getresponse()
            answer.read()
            return answer.status
        finally:
            link.close()


def main() -> int:
    samples = Range(Plan.read(json.load(sys.stdin))).run()
    told = [asdict(sample) for sample in samples]
    json.dump({"samples": told, "processor_seconds": time.process_time()}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
