"""`make day ARGS=+1`: let days pass in the demo county that `make demo` is running."""

import json
import os
import subprocess
import sys

from config.embedded.state import CHECKOUT, StartError, StateFolder


def main(arguments: list[str]) -> int:
    state = StateFolder.lasting()
    try:
        with state.held():
            print("The demo county isn't running. Start it first, in another window:  make demo")
            return 1
    except StartError:
        # Held: it runs.
        environment = json.loads((state.path / "environment.json").read_text())
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "demo_day", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
