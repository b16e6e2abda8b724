"""`make bench`: servers for the benchmark, whose county is kept for the next run.

It lies in a folder of its own beside the demo's, or in the database that DATABASE_URL
names. What is measured: bench/run.py.
"""

import os
import subprocess
import sys

from config.embedded.engines import engines
from config.embedded.state import StartError, StateFolder, default_root


def main() -> int:
    StateFolder.lasting()
    root = default_root()
    state = StateFolder(root.with_name(f"{root.name}-bench"))
    state.path.mkdir(mode=0o755, exist_ok=True)
    command = [sys.executable, "-m", "bench.run", *sys.argv[1:]]
    try:
        with state.held(), engines(state, durable=False) as urls:
            return subprocess.run(command, env={**os.environ, **urls}, check=False).returncode
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
