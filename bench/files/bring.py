"""A clerk uploads a file, waits for the check, has it recorded; others go on working."""

import argparse
import http.client
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from agencies.models import Person
from bench.files.table import as_csv, as_xlsx, rows
from bench.files.watch import Seen, watching
from bench.fill.county import clerk_of
from bench.load.firing import Outcome, fire
from bench.load.plan import LOOKING, make_plan, session_of
from bench.load.samples import percentile
from bench.load.servers import Platform, serving
from bench.people import named
from bench.report import about, line, table, write
from cases.models import ImportSession, ImportState

HEAD = (
    *("file", "step", "seconds", "rows/s", "web p50 ms", "web p95 ms"),
    *("reader MB", "worker MB", "web MB"),
)
# An agency of middle size, so that the clerks of the other tables see what they saw.
RANK = 30
RATE = 5.0
_PATIENCE_SECONDS = 3600
_BOUNDARY = "bench-file"
_RUNNING = {
    ImportState.READING: "read",
    ImportState.CHECKING: "check",
    ImportState.COMMITTING: "record",
}


def import_files(options: argparse.Namespace) -> None:
    """Each file with fresh processes, whose peaks are then its own."""
    print(line(HEAD))
    told: list[tuple[str, ...]] = []
    for count in options.files:
        for kind in ("csv", "xlsx") if count <= 10_000 else ("xlsx",):
            with serving() as platform:
                for row in _brought(platform, count, kind):
                    print(line(row), flush=True)
                    told.append(row)
    if options.write:
        how = f"{RATE:g} looks a second at lists and cases meanwhile"
        write("imports", options.cases, f"{about(options.cases, how)}\n\n{table(HEAD, told)}")


def _brought(platform: Platform, count: int, kind: str) -> Iterator[tuple[str, ...]]:
    clerk = named(clerk_of(RANK))
    # Numbers that neither the county nor an earlier file has.
    prefix = f"{clerk.agency.number_prefix}{int(time.time()) % 1_000_000}"
    content = (as_csv if kind == "csv" else as_xlsx)(rows(count, prefix=prefix))
    name = f"{count:,} rows, {kind}, {len(content) / 1e6:.1f} MB"
    plan = make_plan(platform.port, rate=RATE, seconds=10, mix=LOOKING)
    # Fresh processes answer late at first.
    fire(platform, plan)
    before = fire(platform, plan)
    yield (name, "before", "", "", *_times(before), "", "", "")
    with watching(platform, plan) as seen:
        steps = dict(_steps(platform, clerk, f"{prefix}.{kind}", content))
    for step, seconds in steps.items():
        yield (name, step, f"{seconds:.1f}", f"{count / seconds:,.0f}", "", "", "", "", "")
    whole = sum(steps.values())
    yield (name, "all", f"{whole:.1f}", f"{count / whole:,.0f}", *_times(seen), *_peaks(seen))


def _times(heard: Outcome | Seen) -> tuple[str, str]:
    latencies = [sample.latency * 1000 for sample in heard.samples]
    return f"{percentile(latencies, 0.5):.0f}", f"{percentile(latencies, 0.95):.0f}"


def _peaks(seen: Seen) -> tuple[str, str, str]:
    peaks = seen.peaks
    return f"{peaks.reader:.0f}", f"{peaks.worker:.0f}", f"{peaks.web:.0f}"


def _steps(
    platform: Platform, clerk: Person, name: str, content: bytes
) -> Iterator[tuple[str, float]]:
    """Each step with its seconds."""
    started = time.monotonic()
    headers = session_of(clerk, platform.port)
    kind = f"multipart/form-data; boundary={_BOUNDARY}"
    disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = f"--{_BOUNDARY}\r\n{disposition}\r\n\r\n".encode() + content
    body += f"\r\n--{_BOUNDARY}--\r\n".encode()
    _post(platform, reverse("cases:imports"), body, {**headers, "Content-Type": kind})
    session = ImportSession.objects.get(file_name=name)
    yield "upload", time.monotonic() - started
    yield from _waited(session, ImportState.CHECKED)
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    asked = urlencode({"on_existing": "update"}).encode()
    _post(platform, reverse("cases:import_commit", args=[session.pk]), asked, form)
    yield from _waited(session, ImportState.DONE)


def _post(platform: Platform, address: str, body: bytes, headers: dict[str, str]) -> None:
    """Raises RuntimeError when the answer isn't the page that comes next."""
    link = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=600)
    link.request("POST", address, body, headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    where = answer.headers.get("Location", "")
    if answer.status != 302 or not where.startswith(reverse("cases:imports")):
        raise RuntimeError(f"{address} answered {answer.status} {where}")


def _waited(session: ImportSession, last: ImportState) -> Iterator[tuple[str, float]]:
    """How long the session stays in each state until it comes to the last one."""
    end = time.monotonic() + _PATIENCE_SECONDS
    state, since = ImportState(session.state), time.monotonic()
    while state != last:
        if state == ImportState.MAPPING or time.monotonic() > end:
            raise RuntimeError(f"The import stays in {state!r}.")
        time.sleep(0.1)
        session.refresh_from_db(fields=["state"])
        if session.state != state:
            if state in _RUNNING:
                yield _RUNNING[state], time.monotonic() - since
            state, since = ImportState(session.state), time.monotonic()
