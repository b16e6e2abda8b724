"""`make bench`: fill a county in a throw-away database and measure it."""

import argparse
import os
import sys

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from bench.pages import measure  # noqa: E402  (models exist after setup)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…")
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is fetched")
    parser.add_argument("--check", action="store_true", help="fail when a limit is passed")
    arguments = parser.parse_args()
    call_command("prepare", demo=True)
    print(f"{'person':<12}{'page':<10}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'bytes':>9}")
    failed = False
    for figure in measure(arguments.rounds):
        print(
            f"{figure.person:<12}{figure.page:<10}{figure.median:>10.1f}{figure.p95:>9.1f}"
            f"{figure.queries:>9}{figure.size:>9}  {figure.excess}",
            flush=True,
        )
        failed = failed or bool(figure.excess)
    return 1 if failed and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
