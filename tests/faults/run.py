"""One run: make the county, let it work, kill, wait until it has caught up, count."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from config.embedded.child import Child
from config.embedded.postgres import Postgres
from config.embedded.state import CHECKOUT, StartError, StateFolder
from config.embedded.valkey import Valkey
from tests.faults.machine import WEB, Machine
from tests.faults.plan import Strike, strikes

SETTINGS = "tests.faults.settings"
_TICK = 0.02
_DAY = 86_400


@dataclass(frozen=True)
class Wish:
    """What was asked for. A day of the county passes in `day` seconds; in the end it has
    `patience` seconds to catch up. `moves`: transitions a second, as far as they go."""

    seconds: float
    clocks: int
    seed: int
    every: float
    rate: float
    day: float
    moves: float = 10.0
    logs: Path | None = None
    patience: float = 60.0


@dataclass
class Outcome:
    """What became of it. `caught_up` is None when that took longer than the wish's patience."""

    wish: Wish
    struck: Counter[str] = field(default_factory=Counter)
    amid: Counter[str] = field(default_factory=Counter)
    gave_up: Counter[str] = field(default_factory=Counter)
    caught_up: float | None = None
    counts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing done twice, all caught up, and no web ended by itself.

        One that ends with every act proves nothing: nothing is done that could be lost.
        """
        wrong = any(line["lost"] or line["doubled"] for line in self.counts)
        ended = any(self.gave_up[name] for name in WEB)
        return self.caught_up is not None and bool(self.counts) and not (wrong or ended)


def run(wish: Wish, say: Callable[[str], None]) -> Outcome:
    """Raises StartError when servers or processes don't start."""
    outcome = Outcome(wish)
    planned = strikes(wish.seed, wish.seconds, every=wish.every)
    with ExitStack() as stack:
        state = stack.enter_context(StateFolder.throw_away())
        environment = _environment(state)
        days = round(wish.seconds / wish.day)
        say("Preparing the county")
        _prepare(state, environment, str(wish.clocks), str(days), str(wish.seed))
        if wish.logs:
            stack.callback(shutil.copytree, state.path / "logs", wish.logs, dirs_exist_ok=True)
        machine = Machine(state, environment, Random(wish.seed + 1))
        stack.callback(machine.stop)
        say("Starting database, broker, two workers, beat")
        machine.start()
        working = _give_work(machine, wish)
        say(f"{wish.seconds:.0f} s of {len(planned)} faults (seed {wish.seed})")
        _live(machine, planned, outcome)
        for child in working:
            child.stop()
        say("Everything is up again; waiting until it has caught up")
        outcome.caught_up = _catch_up(machine.environment, wish.patience)
        say("Counting")
        outcome.counts = json.loads(manage(machine.environment, "faults_count"))
        if not outcome.is_good:
            _show(state, say)
    return outcome


def _give_work(machine: Machine, wish: Wish) -> list[Child]:
    """Who writes changes, and who passes cases on."""
    sender = machine.give_work("faults_send", str(wish.rate), str(wish.seed))
    rate = str(wish.moves / len(WEB))
    return [
        sender,
        *(
            machine.give_work("faults_act", str(place), str(len(WEB)), rate, name=name)
            for place, name in enumerate(WEB)
        ),
    ]


def _prepare(state: StateFolder, environment: dict[str, str], *asked: str) -> None:
    """Quick while it is made, and durable once it is stopped in good order."""
    programs = StateFolder.lasting()
    with ExitStack() as stack:
        database = Postgres(state, programs, durable=False, patience=60)
        broker = Valkey(state, programs)
        for server in (database, broker):
            stack.callback(server.stop)
        urls = {"DATABASE_URL": database.start(), "REDIS_URL": broker.start()}
        manage(environment | urls, "faults_prepare", *asked)


def _environment(state: StateFolder) -> dict[str, str]:
    # Servers of the surrounding machine are none of ours.
    theirs = ("DATABASE_URL", "REDIS_URL")
    return {
        **{name: value for name, value in os.environ.items() if name not in theirs},
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "CLOCK_FILE": str(state.path / "clock"),
        "FAULTS_FOLDER": str(state.path),
        "STATIC_ROOT": str(state.path / "static"),
        "MEDIA_ROOT": str(state.path / "files"),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _live(machine: Machine, planned: list[Strike], outcome: Outcome) -> None:
    """Let time run and strike; at the end everything is up."""
    wish = outcome.wish
    started = time.monotonic()
    coming = list(planned)
    back: list[tuple[float, str]] = []
    while (now := time.monotonic() - started) < wish.seconds:
        _set_clock(machine, now, wish)
        for at, name in [each for each in back if each[0] <= now]:
            machine.bring_back(name)
            back.remove((at, name))
        if coming and coming[0].at <= now:
            strike = coming[0]
            victim = machine.amid(strike.aim) if strike.aim else None
            if victim or not strike.aim or now > strike.at + wish.day:
                coming.pop(0)
                outcome.struck[strike.fault] += 1
                outcome.amid[strike.aim] += victim is not None
                if name := machine.strike(strike.fault, victim):
                    back.append((now + strike.away, name))
        _restart(machine, outcome)
        time.sleep(_TICK)
    for _at, name in back:
        machine.bring_back(name)
    _restart(machine, outcome)


def _restart(machine: Machine, outcome: Outcome) -> None:
    """What gave up by itself is started again, as whoever watches over services would."""
    for name, child in machine.children.items():
        if name not in machine.away and child.exit_code() is not None:
            outcome.gave_up[name] += 1
            child.start()


def _set_clock(machine: Machine, now: float, wish: Wish) -> None:
    """Put the county where it is after that many seconds: days pass evenly."""
    file = Path(machine.environment["CLOCK_FILE"])
    half = file.with_suffix(".half")
    half.write_text(str(round(now * (_DAY / wish.day - 1))))
    half.replace(file)


def _catch_up(environment: dict[str, str], patience: float) -> float | None:
    """Seconds until nothing waits; None when they weren't enough."""
    started = time.monotonic()
    said = manage(environment, "faults_wait", str(patience))
    return time.monotonic() - started if said.strip() == "done" else None


def manage(environment: dict[str, str], command: str, *arguments: str) -> str:
    """Run a command of the county; what it printed. Raises StartError when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", command, *arguments],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"{command} failed; see above.")
    return done.stdout


def _show(state: StateFolder, say: Callable[[str], None]) -> None:
    """The logs of a run that went wrong are worth reading."""
    for log in sorted((state.path / "logs").glob("*.log")):
        tail = log.read_text(errors="replace").splitlines()[-30:]
        say("\n".join([f"── the end of {log.name}", *tail]))
