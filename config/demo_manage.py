"""`make manage ARGS=verify_audit`: a command of manage.py in the county `make demo` is running."""

import json
import os
import subprocess
import sys

from config.embedded.state import CHECKOUT, StartError, StateFolder


def manage_demo(arguments: list[str]) -> int:
    """Run it with the servers, the clock and the files of that county; its exit code."""
    state = StateFolder.lasting()
    remembered = state.path / "environment.json"
    if not _is_running(state):
        print("The demo county isn't running. Start it first, in another window:  make demo")
        return 1
    if not remembered.exists():
        print("The demo county is starting or stopping. Try again in a moment.")
        return 1
    return subprocess.run(  # noqa: S603  (manage.py, with what was typed)
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **json.loads(remembered.read_text())},
        check=False,
    ).returncode


def _is_running(state: StateFolder) -> bool:
    try:
        with state.held():
            return False
    except StartError:
        return True


if __name__ == "__main__":
    sys.exit(manage_demo(sys.argv[1:]))
