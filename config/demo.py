"""`make demo`: a running county on this machine, until Ctrl-C.

PORT chooses the port; DATABASE_URL and REDIS_URL name servers to use instead
of the embedded ones. With --once it stops as soon as everything answers, which
is how the checks of a change see that a newcomer's first start works.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import FrameType

from config.embedded.child import Child
from config.embedded.engines import engines
from config.embedded.state import CHECKOUT, StartError, StateFolder, port_is_free

READY_SECONDS = 90
REACHED_BY = (
    *("DATABASE_URL", "REDIS_URL", "CLOCK_FILE", "STATIC_ROOT", "AUDIT_SEAL_FILE"),
    "DJANGO_SETTINGS_MODULE",
)


class Stopped(Exception):
    """Somebody asked the run to end."""


def main() -> int:
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        run(port_asked_for(os.environ.get("PORT", "8000")), once="--once" in sys.argv[1:])
    except Stopped:
        say("Stopped. The data stay; `make demo` goes on with them.")
        return 0
    except StartError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


def run(port: int, *, once: bool = False) -> None:
    """Start everything, print where it is, and watch it. Raises Stopped or StartError."""
    state = StateFolder.lasting()
    with ExitStack() as stack:
        stack.enter_context(state.held())
        say("Starting the database and the cache")
        urls = stack.enter_context(engines(state))
        environment = {
            "STATIC_ROOT": str(state.path / "static"),
            "CLOCK_FILE": str(state.path / "clock"),
            "MEDIA_ROOT": str(state.path / "files"),
            "AUDIT_SEAL_FILE": str(state.path / "audit-seals.jsonl"),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            **os.environ,
            **urls,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        }
        stack.enter_context(remembered(state, environment))
        say("Preparing")
        manage(environment, "prepare", "--demo")
        say("Starting web, worker and beat")
        children = stack.enter_context(started(platform(state, port, environment)))
        watch(children, until_ready=port)
        print(f"\n衔接 Xianjie is running on  http://127.0.0.1:{port}/\n", flush=True)
        manage(environment, "demo_sign_ins")
        if once:
            return
        print(f"\nLogs are in {state.path / 'logs'}. Ctrl-C stops everything.", flush=True)
        print("Let days pass:  make day ARGS=+1  (or --to 2026-12-01, --reset)", flush=True)
        watch(children)


@contextmanager
def remembered(state: StateFolder, environment: Mapping[str, str]) -> Iterator[None]:
    """Keep, while it runs, how other commands reach this county; passwords are among it."""
    file = state.path / "environment.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps({name: environment[name] for name in REACHED_BY}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def platform(state: StateFolder, port: int, environment: Mapping[str, str]) -> list[Child]:
    """The platform's own processes, in the order in which they start."""
    celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
    beat_memory = str(state.path / "beat-schedule")
    commands = {
        "worker": [
            *(*celery, "worker", "--concurrency=2"),
            # One worker has nobody to look for.
            *("--without-mingle", "--without-gossip"),
        ],
        "beat": [*celery, "beat", f"--schedule={beat_memory}", "--pidfile="],
        "web": [
            *(sys.executable, "-m", "gunicorn", "config.wsgi", "--config=config/gunicorn.py"),
            *(f"--bind=127.0.0.1:{port}", "--workers=2"),
        ],
    }
    return [
        Child(name, argv, state.log(name), environment, directory=CHECKOUT)
        for name, argv in commands.items()
    ]


@contextmanager
def started(children: list[Child]) -> Iterator[list[Child]]:
    """Start in order; stop in the opposite order, whatever happens."""
    with ExitStack() as stack:
        for child in children:
            stack.callback(child.stop)
            child.start()
        yield children


def watch(children: list[Child], until_ready: int | None = None) -> None:
    """Notice a process that dies; with a port, return once /healthz there says 200."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        for child in children:
            if (code := child.exit_code()) is not None:
                raise StartError(f"{child.name} stopped (exit code {code}).\n{child.last_words()}")
        if until_ready:
            status = health(until_ready)
            if status == "ready":
                return
            if time.monotonic() > deadline:
                raise StartError(f"Not ready after {READY_SECONDS} s: {status}")
        time.sleep(0.3)


def health(port: int) -> str:
    """ "ready", or what /healthz says is missing."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10):
            return "ready"
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError as error:
        return str(error)


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """Run manage.py in its own session, so that Ctrl-C reaches only this process."""
    done = subprocess.run(  # noqa: S603  (manage.py)
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=dict(environment),
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"`manage.py {' '.join(arguments)}` failed; see above.")


def port_asked_for(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise StartError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    if not port_is_free(int(text)):
        raise StartError(f"Port {text} is in use. Choose another one:  make demo PORT=8123")
    return int(text)


def say(text: str) -> None:
    print(f"→ {text}", flush=True)


def _stop(signum: int, frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the stopping.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print(flush=True)
    say("Stopping")
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
