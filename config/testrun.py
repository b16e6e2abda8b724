"""Run one command beside throw-away servers: `python -m config.testrun pytest -q`.

DATABASE_URL and REDIS_URL, where set, are used instead. The exit code is the
command's own.
"""

import os
import subprocess
import sys

from config.embedded.engines import engines
from config.embedded.postgres import ROLE
from config.embedded.state import StartError, StateFolder

# What an attacker would have taken, and a county's second role: the tests of the log do both.
RIGHTS = (
    f"ALTER ROLE {ROLE} CREATEROLE",
    f"ALTER ROLE {ROLE} SET createrole_self_grant = 'set'",
    f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}",
)


def main(command: list[str]) -> int:
    try:
        with (
            StateFolder.throw_away() as state,
            engines(state, durable=False, rights=RIGHTS) as urls,
        ):
            return subprocess.run(  # noqa: S603  (what the operator typed)
                command, env={**os.environ, **urls}, check=False
            ).returncode
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
