"""What the system of an agency does: push cases in batches and singly, read, follow changes."""

import argparse
import http.client
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from agencies.models import AgencySystem, Scope
from agencies.services import issue_token, register_system
from bench.drafts import new_number
from bench.fill.county import COORDINATOR, clerk_of
from bench.load.samples import percentile
from bench.load.servers import Platform, serving
from bench.people import named
from bench.report import about, line, table, write
from cases.api.examples import CASE

HEAD = ("as", "what", "times", "cases/s", "p50 ms", "p95 ms", "kB each")
SYSTEM, RANK = "bench", 5
BATCH, BATCHES, SINGLES = 500, 10, 200
# A token may ask 60 times a minute for batches; here it's asked how quick they are.
_RATES = {f"API_RATE_{kind}": "1000000/min" for kind in ("READ", "WRITE", "BATCH")}
_BATCH_PATH, _LIST, _CHANGES = "/api/v1/cases/batch/", "/api/v1/cases/", "/api/v1/changes/"


@dataclass(frozen=True)
class Caller:
    """A system with its token."""

    platform: Platform
    token: str

    def ask(self, method: str, path: str, body: object = None) -> tuple[Any, int]:
        """The answer and its size. Raises RuntimeError when it is one in error."""
        link = http.client.HTTPConnection("127.0.0.1", self.platform.port, timeout=600)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        link.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = link.getresponse()
        content = answer.read()
        link.close()
        if answer.status >= 400:
            raise RuntimeError(f"{path} answered {answer.status}: {content[:500]!r}")
        return json.loads(content), len(content)


def api(options: argparse.Namespace) -> None:
    """Print the table; write it when asked to."""
    os.environ.update(_RATES)
    print(line(HEAD))
    told = []
    with serving() as platform:
        for row in _rows(platform):
            print(line(row), flush=True)
            told.append(row)
    if options.write:
        how = f"batches of {BATCH}, one request at a time, through HTTP"
        write("api", options.cases, f"{about(options.cases, how)}\n\n{table(HEAD, told)}")


def caller(platform: Platform, username: str) -> Caller:
    """The system `bench` of the agency of this person, with a token for a day."""
    agency = named(username).agency
    system = AgencySystem.objects.filter(person__agency=agency, person__name=SYSTEM).first()
    if system is None:
        scopes = [Scope.CASES_READ, Scope.CHANGES_READ]
        if username != COORDINATOR:
            scopes.append(Scope.CASES_WRITE)
        system = register_system(
            actor=None, agency=agency, name=SYSTEM, purpose="压测", contact="压测", scopes=scopes
        )
    text = issue_token(actor=None, system=system, name="run", scopes=system.scopes, days=1)[1]
    return Caller(platform, text)


def _rows(platform: Platform) -> Iterator[tuple[str, ...]]:
    own = caller(platform, clerk_of(RANK))
    batches = [items(number) for number in range(BATCHES)]
    changed = [[{**item, "facts": "复查后补充：已整改。"} for item in batch] for batch in batches]
    for title, sent in (("create", batches), ("update", changed), ("unchanged", changed)):
        yield _timed(f"batch, {title}", [_batch(own, batch, title) for batch in sent], BATCH)
    single = [_put(own, item) for item in items(BATCHES)[:SINGLES]]
    yield _timed("one case, create", single)
    for who, username in (("agency system", clerk_of(RANK)), ("coordinator", COORDINATOR)):
        asker = own if username != COORDINATOR else caller(platform, COORDINATOR)
        yield _timed("list", [_get(asker, _LIST)] * SINGLES, who=who)
        newest = asker.ask("GET", _LIST)[0]["items"][0]["id"]
        yield _timed("read", [_get(asker, f"{_LIST}{newest}/")] * SINGLES, who=who)
        yield _timed("changes, from the first", [_get(asker, _CHANGES)] * SINGLES, who=who)


def items(batch: int) -> list[dict[str, Any]]:
    """Cases that no county has yet."""
    case = {key: value for key, value in CASE.items() if key != "parties"}
    party = {"kind": "organisation", "name": "压测县接口食品有限公司"}
    return [
        {
            "system": SYSTEM,
            "external_id": f"NEW-{time.time_ns()}-{batch}-{number}",
            **case,
            "decision_number": new_number(),
            "parties": [party],
        }
        for number in range(BATCH)
    ]


def _batch(own: Caller, batch: list[dict[str, Any]], title: str) -> Callable[[], int]:
    wanted = {"create": "recorded", "update": "updated", "unchanged": "unchanged"}[title]

    def send() -> int:
        answer, size = own.ask("POST", _BATCH_PATH, {"items": batch})
        if answer["counts"][wanted] != len(batch):
            raise RuntimeError(f"{title}: {answer['counts']} {str(answer['items'])[:500]}")
        return size

    return send


def _put(own: Caller, item: dict[str, Any]) -> Callable[[], int]:
    body = {key: value for key, value in item.items() if key not in ("system", "external_id")}
    path = f"/api/v1/cases/by-key/{SYSTEM}/{item['external_id']}/"
    return lambda: own.ask("PUT", path, body)[1]


def _get(asker: Caller, path: str) -> Callable[[], int]:
    return lambda: asker.ask("GET", path)[1]


def _timed(
    title: str, calls: list[Callable[[], int]], each: int = 1, who: str = "agency system"
) -> tuple[str, ...]:
    times, sizes = [], []
    for call in calls:
        started = time.perf_counter()
        sizes.append(call())
        times.append((time.perf_counter() - started) * 1000)
    rate = len(calls) * each / sum(times) * 1000
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    size = statistics.mean(sizes) / 1000
    return (who, title, str(len(calls)), f"{rate:,.0f}", f"{p50:.0f}", f"{p95:.0f}", f"{size:.0f}")
