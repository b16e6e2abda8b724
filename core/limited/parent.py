"""The outer side: starts the child, hands over the file, reads what it answers."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Timer
from typing import Any

from django.conf import settings

from core.limited import Unreadable

logger = logging.getLogger(__name__)

WAIT_SECONDS = 120


def answers(
    module: str,
    task: Mapping[str, object],
    parts: Iterable[bytes] = (),
    *,
    pass_fds: Sequence[int] = (),
    wait_seconds: float = WAIT_SECONDS,
) -> Iterator[Any]:
    """What the child writes, line by line. Raises Unreadable when it refuses or is killed.

    `parts` go to its standard input; of open files of ours it gets those of `pass_fds`.
    """
    with _Child(module, task, pass_fds, wait_seconds) as child:
        child.feed(parts)
        yield from child.lines()


class _Child:
    """The process that reads; when the context ends it is gone, whatever happened."""

    def __init__(
        self, module: str, task: Mapping[str, object], pass_fds: Sequence[int], wait_seconds: float
    ) -> None:
        environment = {
            name: value for name, value in os.environ.items() if name in {"PATH", "LD_LIBRARY_PATH"}
        }
        environment["PYTHONIOENCODING"] = "utf-8"
        self.late = False
        self.process = subprocess.Popen(  # noqa: S603  (our own module, our own JSON)
            [sys.executable, "-m", module, json.dumps(task)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=environment,
            pass_fds=pass_fds,
        )
        self.watch = Timer(wait_seconds, self._stop)

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
