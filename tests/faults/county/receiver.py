"""Another system, outside the database: it knows a message again by its key.

Every attempt is kept, also those of processes that were killed right after it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


def folder() -> Path:
    """Where a run keeps what lies outside the database."""
    return Path(os.environ["FAULTS_FOLDER"])


@contextmanager
def _session() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder() / "receiver.sqlite", timeout=30)) as session:
        # It outlives killed processes, which is all that is asked of it.
        session.execute("PRAGMA synchronous = OFF")
        with session:
            yield session


def open_office() -> None:
    """Make its tables."""
    with _session() as session:
        session.execute("CREATE TABLE received (key TEXT PRIMARY KEY)")
        session.execute("CREATE TABLE attempt (key TEXT NOT NULL)")


def receive(key: str) -> int:
    """Take a message, or notice that it is known; returns how often it has come now."""
    with _session() as session:
        session.execute("INSERT INTO attempt VALUES (?)", [key])
        session.execute("INSERT OR IGNORE INTO received VALUES (?)", [key])
        (times,) = session.execute("SELECT count(*) FROM attempt WHERE key = ?", [key]).fetchone()
    return int(times)


def received() -> set[str]:
    """The keys of what arrived."""
    with _session() as session:
        return {key for (key,) in session.execute("SELECT key FROM received")}


def attempts() -> int:
    """How many deliveries there were, repeated ones among them."""
    with _session() as session:
        (count,) = session.execute("SELECT count(*) FROM attempt").fetchone()
    return int(count)
