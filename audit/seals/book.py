"""The file outside the database that every seal is written to, a line each."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

_BLOCK = 64 * 1024


class BookAhead(Exception):
    """The file ends in a seal that the database doesn't have.

    The database was restored from a backup, or somebody deleted seals: see
    `start_chain` and docs/operations.md.
    """


@dataclass(frozen=True)
class Line:
    """A line of the file; `said` is None where it can't be read."""

    text: str
    said: dict[str, Any] | None

    @property
    def key(self) -> tuple[int, int]:
        """Chain and number of the seal."""
        said = self.said or {}
        return said["chain"], said["number"]


class Book:
    """The file that `settings.AUDIT_SEAL_FILE` names; without a name nothing is kept."""

    def __init__(self, path: str | None = None) -> None:
        name = settings.AUDIT_SEAL_FILE if path is None else path
        self.path = Path(name) if name else None

    def size(self) -> int:
        """Its length in bytes; 0 when it isn't there."""
        return self.path.stat().st_size if self.path is not None and self.path.exists() else 0

    def lines(self, size: int | None = None) -> Iterator[Line]:
        """Its lines, as far as `size` bytes."""
        end = self.size() if size is None else size
        if self.path is None or not end:
            return
        with self.path.open("rb") as file:
            while file.tell() < end and (raw := file.readline()):
                yield read_line(raw)

    def last(self) -> Line | None:
        """The last line that can be read, or None: a kill may have torn the one after it."""
        found = None
        for line in self._ending():
            found = line if line.said is not None else found
        return found

    def _ending(self) -> Iterator[Line]:
        """The lines of the last blocks, enough of them to hold one that can be read."""
        if self.path is None or not (size := self.size()):
            return
        with self.path.open("rb") as file:
            start = size
            while start > 0:
                start = max(0, start - _BLOCK)
                file.seek(start)
                raw = file.read(size - start).split(b"\n")
                lines = [read_line(each) for each in (raw if start == 0 else raw[1:]) if each]
                if any(line.said is not None for line in lines):
                    yield from lines
                    return

    def append(self, texts: Iterable[str]) -> int:
        """Add lines and wait until they are on the disk; returns how many."""
        lines = list(texts)
        if self.path is None or not lines:
            return 0
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            torn = self.size() and not self._ends_whole()
            data = ("\n" if torn else "") + "".join(f"{line}\n" for line in lines)
            rest = data.encode()
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return len(lines)

    def _ends_whole(self) -> bool:
        assert self.path is not None
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def read_line(raw: bytes) -> Line:
    """A line as it stands in the file."""
    text = raw.decode("utf-8", "replace").rstrip("\n")
    try:
        said = json.loads(text)
    except ValueError:
        return Line(text, None)
    whole = isinstance(said, dict) and all(
        isinstance(said.get(name), int) for name in ("chain", "number")
    )
    return Line(text, said if whole and isinstance(said.get("hash"), str) else None)
