"""An embedded PostgreSQL whose Chinese trigram search works."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2.extensions import connection as Session  # noqa: N812  (it is a class)

from .binaries import postgres_programs
from .child import Child
from .state import SERVER_USER, StartError, StateFolder, is_root

DATABASE = ROLE = "xianjie"
# Trigrams of Chinese text exist only under a UTF-8 character type: with
# LC_CTYPE=C every search silently reads the whole table.
LOCALE = (
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
FAST_AND_LOSABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Postgres:
    """One server on 127.0.0.1, run by this process.

    `programs` is where the unpacked binaries are kept (shared by all runs),
    `durable=False` trades safety of the data for speed, `settings` are further ones
    as name=value. A server with much to write may take `patience` seconds to stop. `rights`
    are statements that give the platform's role more than it has in production.
    """

    state: StateFolder
    programs: StateFolder
    durable: bool = True
    settings: Sequence[str] = ()
    patience: float = 20.0
    rights: Sequence[str] = ()
    child: Child | None = None

    def start(self) -> str:
        """Start, check, and return the DATABASE_URL of an ordinary role.

        Raises StartError in words for the person at the terminal.
        """
        binaries = postgres_programs(self.programs)
        data = self.state.owned("postgres")
        password = self.state.password("postgres")
        if not (data / "PG_VERSION").exists():
            self._create_cluster(binaries, data, password)
        _end_leftover(data)
        port = self.state.port("postgres")
        self.child = Child(
            name="PostgreSQL",
            argv=[str(binaries / "postgres"), "-D", str(data), *self._options(port)],
            log=self.state.log("postgres"),
            directory=data,
            as_server_user=True,
            stop_signal=signal.SIGINT,
            patience=self.patience,
        )
        self.child.start()
        secret = password.read_text()
        self.child.wait_until(lambda: _answers(port, secret), seconds=60)
        with closing(_connect(port, secret, "postgres", "postgres")) as connection:
            _create_database(connection, secret)
            with connection.cursor() as cursor:
                for right in self.rights:
                    cursor.execute(right)
        with closing(_connect(port, secret, DATABASE, "postgres")) as connection:
            _require_trigrams(connection)
        return f"postgres://{ROLE}:{quote(secret)}@127.0.0.1:{port}/{DATABASE}"

    def stop(self) -> None:
        if self.child:
            self.child.stop()

    def _options(self, port: int) -> Sequence[str]:
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            "unix_socket_directories=",
            "max_connections=100",
            "timezone=Asia/Shanghai",
            *(() if self.durable else FAST_AND_LOSABLE),
            *self.settings,
        ]
        return [part for setting in settings for part in ("-c", setting)]

    def _create_cluster(self, binaries: Path, data: Path, password: Path) -> None:
        command = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", *LOCALE]
        command += ["--auth=scram-sha-256", f"--pwfile={password}"]
        if not self.durable:
            command.append("--no-sync")
        made = subprocess.run(
            command,
            cwd=data,
            user=SERVER_USER if is_root() else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise StartError(f"initdb failed.\n{made.stdout}{made.stderr}")


def _connect(port: int, password: str, database: str, user: str) -> Session:
    return psycopg2.connect(
        host="127.0.0.1",
        port=port,
        user=user,
        password=password,
        dbname=database,
        connect_timeout=5,
    )


def _answers(port: int, password: str) -> bool:
    try:
        _connect(port, password, "postgres", "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _create_database(connection: Session, password: str) -> None:
    """Make the platform's role and database if they aren't there yet.

    The role is no superuser: row-level security binds it as it would in
    production. It may create databases, which the tests need.
    """
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD %s", [password])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _require_trigrams(connection: Session) -> None:
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT cardinality(show_trgm('行政处罚'))")
        row = cursor.fetchone()
    if not row or not row[0]:
        raise StartError(
            "This database can't search Chinese text: its character type isn't UTF-8. "
            "Remove its folder and start again; initdb needs --locale=C.UTF-8."
        )


def _end_leftover(data: Path) -> None:
    """Stop a server that outlived its run, and clear away a lock file that lies.

    After a kill -9 the lock file stays, and its pid may belong to somebody
    else by now; a server works in its data folder, which tells them apart.
    """
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    pid = int(lock.read_text().split("\n", 1)[0])
    deadline = time.monotonic() + 20
    while _works_in(pid, data):
        if time.monotonic() > deadline:
            raise StartError(f"An older PostgreSQL (process {pid}) doesn't stop.")
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        time.sleep(0.2)
    lock.unlink(missing_ok=True)


def _works_in(pid: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == data.resolve()
    except (FileNotFoundError, PermissionError, ProcessLookupError):
        return False
