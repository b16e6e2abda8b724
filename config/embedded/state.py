"""Where the embedded servers keep what must outlive a run.

`python -m config.embedded.state` prints the folder, for `make clean`.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SERVER_USER = "nobody"


class StartError(Exception):
    """A server can't be started; the message tells a newcomer what to do."""


def is_root() -> bool:
    return os.geteuid() == 0


def default_root() -> Path:
    """`.run/` in the checkout, or a folder under /var/lib when started by root.

    PostgreSQL refuses to run as root, so root hands its servers to `nobody`,
    who can't reach a checkout in root's home.
    """
    if not is_root():
        return CHECKOUT / ".run"
    return Path("/var/lib/xianjie") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class StateFolder:
    """One folder of data, logs, ports and passwords, used by one run at a time."""

    path: Path

    @classmethod
    def lasting(cls) -> Self:
        """The folder of the demo county."""
        root = default_root()
        root.parent.mkdir(mode=0o755, exist_ok=True)
        return cls(_open_to_servers(root))

    @classmethod
    @contextmanager
    def throw_away(cls) -> Iterator[Self]:
        """A folder for a test run, removed at the end."""
        path = Path(tempfile.mkdtemp(prefix="xianjie-"))
        try:
            yield cls(_open_to_servers(path))
        finally:
            shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Refuse a second run on the same data.

        Raises StartError while another process holds the folder.
        """
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StartError(f"Another run is using {self.path}. Stop it first.") from None
            yield

    def owned(self, name: str) -> Path:
        """A subfolder that belongs to the user the servers run as, closed to others."""
        folder = self.path / name
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_server(folder)
        return folder

    def log(self, name: str) -> Path:
        folder = self.path / "logs"
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.log"

    def password(self, name: str) -> Path:
        """A file with a random password, made on first use, readable by its server only."""
        file = self.path / f"{name}.password"
        if not file.exists():
            file.touch(mode=0o600)
            give_to_server(file)
            file.write_text(secrets.token_urlsafe(24))
        return file

    def port(self, name: str) -> int:
        """The port used last time if it is still free, else another free one."""
        file = self.path / f"{name}.port"
        remembered = int(file.read_text()) if file.exists() else 0
        port = remembered if remembered and port_is_free(remembered) else _any_free_port()
        file.write_text(str(port))
        return port


def _open_to_servers(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o755 if is_root() else 0o700)
    return path


def give_to_server(path: Path) -> None:
    if is_root():
        shutil.chown(path, SERVER_USER)


def port_is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1:port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.stdout.write(f"{default_root()}\n")
