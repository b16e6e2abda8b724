"""Reading an uploaded file safely, in a child process with limits."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from django.conf import settings

from cases.importing.reasons import refusal
from cases.importing.sheets import Table
from cases.importing.sniff import Unreadable, format_of
from cases.importing.tables import LEAST_KNOWN, Numbered

logger = logging.getLogger(__name__)

WAIT_SECONDS = 120


@dataclass(frozen=True)
class Probed:
    """What is in a file. `encoding` and `delimiter` are empty for a workbook."""

    file_format: str
    encoding: str
    delimiter: str
    tables: list[Table]


def probe_file(data: bytes) -> Probed:
    """The tables of a csv or xlsx file.

    Raises ValidationError for any other file, whatever its name says.
    """
    try:
        file_format = format_of(data)
        (found,) = _answers({"do": "probe", "file_format": file_format}, [data])
    except Unreadable as fault:
        raise refusal(fault) from fault
    if not found["tables"]:
        raise refusal(Unreadable("no_headings"))
    # A sheet that explains the columns is no table beside one whose headings are known.
    likely = [t for t in found["tables"] if t["known"] >= LEAST_KNOWN] or found["tables"]
    found["tables"] = [table for table in likely if table["rows"]]
    if not found["tables"]:
        raise refusal(Unreadable("no_rows"))
    return Probed(file_format=file_format, **found)


def rows_of(
    parts: Iterable[bytes], *, file_format: str, sheet: str, delimiter: str, after: int,
    width: int, passed: Collection[int],
) -> Iterator[Numbered]:  # fmt: skip
    """The rows of one table, as they are read. Raises ValidationError, even after some rows."""
    task = {
        "do": "read",
        "file_format": file_format,
        "sheet": sheet,
        "delimiter": delimiter,
        "after": after,
        "width": width,
        "passed": list(passed),
    }
    try:
        yield from _answers(task, parts)
    except Unreadable as fault:
        raise refusal(fault) from fault


def _answers(task: dict[str, object], parts: Iterable[bytes]) -> Iterator[Any]:
    """What the child writes, line by line. Raises Unreadable when it refuses or is killed."""
    with _Child(task) as child:
        child.feed(parts)
        yield from child.lines()


class _Child:
    """The process that reads; when the context ends it is gone, whatever happened."""

    def __init__(self, task: dict[str, object]) -> None:
        environment = {
            name: value for name, value in os.environ.items() if name in {"PATH", "LD_LIBRARY_PATH"}
        }
        environment["PYTHONIOENCODING"] = "utf-8"
        self.late = False
        self.process = subprocess.Popen(  # noqa: S603  (our own module, our own JSON)
            [sys.executable, "-m", "cases.importing.child", json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=environment,
        )
        self.watch = Timer(WAIT_SECONDS, self._stop)

    def __enter__(self) -> "_Child":
        self.watch.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.watch.cancel()
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                if pipe:
                    pipe.close()
        self.process.wait()

    def _stop(self) -> None:
        self.late = True
        self.process.kill()

    def feed(self, parts: Iterable[bytes]) -> None:
        """Hand over the file. The child reads all of it before it answers."""
        pipe = self.process.stdin
        # A child that ended early is told by what it answered, or didn't.
        with suppress(BrokenPipeError):
            if pipe:
                for part in parts:
                    pipe.write(part)
                pipe.close()

    def lines(self) -> Iterator[Any]:
        """The answers but for the last, which says that nothing is missing."""
        for line in self.process.stdout or ():
            answer = json.loads(line) if line.endswith(b"\n") else {}
            if isinstance(answer, dict) and "refused" in answer:
                raise Unreadable(answer["refused"], answer["detail"])
            if isinstance(answer, dict) and "end" in answer:
                return
            yield answer
        status = self.process.wait()
        if self.late:
            raise Unreadable("slow")
        logger.warning("Reading an uploaded file ended with %s", status)
        raise Unreadable("bomb" if status < 0 else "broken")
