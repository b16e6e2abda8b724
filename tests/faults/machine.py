"""The servers and processes of the county, which can be killed and come back."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import psycopg2
from psycopg2.extensions import connection as Session  # noqa: N812  (it is a class)

from config.embedded.child import Child
from config.embedded.postgres import Postgres
from config.embedded.state import CHECKOUT, StartError, StateFolder, port_is_free
from config.embedded.valkey import Valkey
from tests.faults.plan import Fault

WORKERS = ("worker 1", "worker 2")
WEB = ("web 1", "web 2")
_TURNS = 10
_AMID = (
    "SELECT split_part(application_name, ' ', 3), pid FROM pg_stat_activity"
    " WHERE application_name LIKE %s LIMIT 1"
)


@dataclass(frozen=True)
class Victim:
    """A process that works, and the process of the database that serves it."""

    process: int
    session: int


class Machine:
    """Database and broker, two workers, beat, and whoever gives them work."""

    def __init__(self, state: StateFolder, environment: Mapping[str, str], random: Random) -> None:
        self.state = state
        self._random = random
        programs = StateFolder.lasting()
        self.database = Postgres(state, programs)
        self.broker = Valkey(state, programs)
        self.environment = dict(environment)
        self.children: dict[str, Child] = {}
        # What is away now: what it takes to bring it back.
        self.away: dict[str, Callable[[], None]] = {}
        self._watch: Session | None = None

    def start(self) -> None:
        """Everything up. Raises StartError."""
        self.environment["DATABASE_URL"] = self.database.start()
        self.environment["REDIS_URL"] = self.broker.start()
        celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
        for name in WORKERS:
            alone = ("--without-mingle", "--without-gossip", "--concurrency=2", f"-n{name[-1]}@f")
            self._add(name, [*celery, "worker", *alone])
        memory = str(self.state.path / "beat-schedule")
        beat = [*celery, "beat", f"--schedule={memory}", "--pidfile=", "--max-interval=1"]
        self._add("beat", beat)
        for worker in (self.children[name] for name in WORKERS):
            worker.wait_until(partial(_says_ready, worker.log), seconds=60)

    def _add(self, name: str, argv: list[str]) -> None:
        environment = {**self.environment, "PGAPPNAME": name}
        child = Child(
            name, argv, self.state.log(name.replace(" ", "-")), environment, directory=CHECKOUT
        )
        self.children[name] = child
        child.start()

    def give_work(self, command: str, *arguments: str, name: str = "") -> Child:
        """Start a command that makes work; it is killed only if its name is one of WEB."""
        name = name or command
        self._add(name, [sys.executable, "manage.py", command, *arguments])
        return self.children[name]

    def stop(self) -> None:
        """Everything down, in the opposite order."""
        for child in reversed(self.children.values()):
            child.stop()
        self.broker.stop()
        self.database.stop()

    def strike(self, fault: Fault, victim: Victim | None) -> str:
        """Kill, and the victim rather than another of its sort; returns the name of what is
        away now, "" when it comes back by itself."""
        match fault:
            case Fault.WORKER:
                name = self._worker_of(victim)
                return self._down(name, self.children[name].kill, self.children[name].start)
            case Fault.WEB:
                name = self._web_of(victim)
                return self._down(name, self.children[name].kill, self.children[name].start)
            case Fault.BEAT:
                beat = self.children["beat"]
                return self._down("beat", beat.kill, beat.start)
            case Fault.BROKER:
                return self._down("broker", self._kill_broker, self._raise_broker)
            case Fault.BROKER_EMPTIED:
                return self._down("broker", self._empty_broker, self._raise_broker)
            case Fault.BROKER_STOPPED:
                return self._down(
                    "broker",
                    lambda: self._signal_broker(signal.SIGSTOP),
                    lambda: self._signal_broker(signal.SIGCONT),
                )
            case Fault.DATABASE:
                return self._down("database", self._kill_database, self._raise_database)
            case Fault.PROCESS:
                process = victim.process if victim else 0
                self._kill_one_of(self.children[self._worker_of(victim)], process)
            case Fault.SESSION:
                self._kill_one_of(self.database.child, victim.session if victim else 0)
        return ""

    def bring_back(self, name: str) -> None:
        """Start again what was killed. Raises StartError."""
        if raise_again := self.away.pop(name, None):
            raise_again()

    def _down(self, name: str, kill: Callable[[], None], raise_again: Callable[[], None]) -> str:
        """Kill what isn't away already."""
        if name in self.away:
            return ""
        kill()
        self.away[name] = raise_again
        return name

    def amid(self, work: str) -> Victim | None:
        """Who is in the middle of this now (`county.lingering.amid`), if anybody is."""
        try:
            if self._watch is None:
                self._watch = psycopg2.connect(self.environment["DATABASE_URL"])
                self._watch.autocommit = True
            with self._watch.cursor() as cursor:
                cursor.execute(_AMID, [f"amid {work} %"])
                row = cursor.fetchone()
        except psycopg2.Error:
            # The database is away: then nobody is in the middle of anything.
            self._watch = None
            return None
        return Victim(int(row[0]), row[1]) if row else None

    def _worker_of(self, victim: Victim | None) -> str:
        for name in WORKERS:
            if victim and victim.process in _children_of(self.children[name].pid or 0):
                return name
        return self._random.choice(WORKERS)

    def _web_of(self, victim: Victim | None) -> str:
        for name in WEB:
            if victim and victim.process == self.children[name].pid:
                return name
        return self._random.choice(WEB)

    def _kill_one_of(self, parent: Child | None, wanted: int) -> None:
        mine = _children_of(parent.pid) if parent and parent.pid else []
        if mine:
            with suppress(ProcessLookupError):
                os.kill(wanted if wanted in mine else self._random.choice(mine), signal.SIGKILL)

    def _kill_database(self) -> None:
        child = self.database.child
        if child is None or child.pid is None:
            return
        # Each of its processes leads a group of its own.
        sessions = _children_of(child.pid)
        child.kill()
        for pid in sessions:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _until(lambda: not any(_is_there(pid) for pid in sessions))

    def _raise_database(self) -> None:
        for _turn in range(_TURNS):
            try:
                self._same_address(
                    "postgres", self.database.start, self.environment["DATABASE_URL"]
                )
            except StartError:
                # A process of its, born while the others were killed, holds the memory still.
                time.sleep(1)
            else:
                return
        raise StartError("The database doesn't come back.")

    def _kill_broker(self) -> None:
        if self.broker.child:
            self.broker.child.kill()

    def _signal_broker(self, number: signal.Signals) -> None:
        if self.broker.child and self.broker.child.pid:
            os.kill(self.broker.child.pid, number)

    def _empty_broker(self) -> None:
        self._kill_broker()
        shutil.rmtree(self.state.path / "valkey" / "appendonlydir")

    def _raise_broker(self) -> None:
        self._same_address("valkey", self.broker.start, self.environment["REDIS_URL"])

    def _same_address(self, name: str, start: Callable[[], str], url: str) -> None:
        port = int((self.state.path / f"{name}.port").read_text())
        _until(lambda: port_is_free(port))
        if start() != url:
            raise StartError(f"{name} came back at another address.")


def _says_ready(log: Path) -> bool:
    return " ready." in log.read_text(errors="replace")


def _until(done: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise StartError(f"What was killed is still there after {seconds:.0f} s.")
        time.sleep(0.05)


def _is_there(pid: int) -> bool:
    """Whether a process runs still; one that is only waited for doesn't."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children_of(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    try:
        return [int(pid) for pid in listed.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
