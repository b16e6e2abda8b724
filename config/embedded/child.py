"""A process that one run starts, watches and stops."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .state import SERVER_USER, StartError, is_root

PR_SET_PDEATHSIG = 1
LOG_KEPT_BYTES = 5 * 1024 * 1024


@dataclass
class Child:
    """One process with its log.

    `stop_signal` is what makes it finish its work and leave; after
    `patience` seconds the whole process group is killed.
    """

    name: str
    argv: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: Path | None = None
    as_server_user: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 20.0
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.argv,
                cwd=self.directory,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=SERVER_USER if self.as_server_user and is_root() else None,
                preexec_fn=_die_with(self.stop_signal),  # noqa: PLW1509  (one thread)
            )

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll() if self._process else None

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Raise StartError with the end of the log if it dies or isn't ready in time."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.exit_code() is not None:
                raise StartError(f"{self.name} stopped while starting.\n{self.last_words()}")
            if time.monotonic() > deadline:
                raise StartError(
                    f"{self.name} isn't ready after {seconds:.0f} s.\n{self.last_words()}"
                )
            time.sleep(0.05)

    def last_words(self, lines: int = 20) -> str:
        text = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join([f"The end of {self.log}:", *(f"  {line}" for line in text[-lines:])])

    def kill(self) -> None:
        """End it and its group at once, as a kill -9 does, and wait until it is gone."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ask it to leave and wait; then end whatever is left of its group."""
        if self._process is None:
            return
        self._process.send_signal(self.stop_signal)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(self.patience)
        self.kill()


def _die_with(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Have the kernel stop the child when its parent is killed and can't do so itself."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, stop_signal)

    return ask_kernel
