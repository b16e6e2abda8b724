"""The first half of a run: tables, reference data and the county."""

import os
import sys

import django
from django.core.management import call_command

os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from bench.fill import NotOurs, fill  # noqa: E402  (models exist after setup)
from bench.options import asked  # noqa: E402  (as above)


def main() -> int:
    """The exit code of the command."""
    options = asked()
    call_command("prepare")
    try:
        fill(options.cases, seed=options.seed)
    except NotOurs as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
