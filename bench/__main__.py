"""`make bench`: servers for the benchmark, whose county is kept for the next run.

Each size lies in a folder of its own beside the demo's, or in the database that
DATABASE_URL names. The county is filled with a server that may lose data, and measured
with one that may not. What is measured: bench/run.py.
"""

import os
import subprocess
import sys

from bench.options import asked
from bench.settings import FILLING, SERVING, tuned
from config.embedded.engines import engines
from config.embedded.state import StartError, StateFolder, default_root

# Writing gigabytes back before stopping takes its time.
PATIENCE = 600.0


def main() -> int:
    options = asked()
    state = _folder(options.cases)
    try:
        with state.held():
            code = _run(state, "bench.filling", durable=False, settings=FILLING)
            if code == 0 and not options.fill:
                code = _run(state, "bench.run", durable=True, settings=SERVING)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _folder(cases: int) -> StateFolder:
    StateFolder.lasting()
    root = default_root()
    state = StateFolder(root.with_name(f"{root.name}-bench-{cases}"))
    state.path.mkdir(mode=0o755, exist_ok=True)
    return state


def _run(state: StateFolder, module: str, *, durable: bool, settings: tuple[str, ...]) -> int:
    """One part of the work in a process of its own, with its servers."""
    own = {
        "BENCH_STATE": str(state.path),
        "STATIC_ROOT": str(state.path / "static"),
        "MEDIA_ROOT": str(state.path / "files"),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.demo"),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", module, *sys.argv[1:]]
    servers = engines(state, durable=durable, settings=(*tuned(), *settings), patience=PATIENCE)
    with servers as urls:
        return subprocess.run(command, env={**os.environ, **own, **urls}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
