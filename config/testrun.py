"""Run one command beside throw-away servers: `python -m config.testrun pytest -q`.

DATABASE_URL and REDIS_URL, where set, are used instead. The exit code is the
command's own.
"""

import os
import subprocess
import sys

from config.embedded.engines import engines
from config.embedded.state import StartError, StateFolder


def main(command: list[str]) -> int:
    try:
        with StateFolder.throw_away() as state, engines(state, durable=False) as urls:
            return subprocess.run(  # noqa: S603
                command, env={**os.environ, **urls}, check=False
            ).returncode
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
