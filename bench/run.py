"""One run of the benchmark, with the servers there: fill, measure, print."""

import argparse
import os
import sys

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from bench.fill import NotOurs, fill  # noqa: E402  (models exist after setup)
from bench.pages import page_questions  # noqa: E402
from bench.report import HEAD, cells, line, write  # noqa: E402
from bench.timing import measured  # noqa: E402
from bench.work import work_questions  # noqa: E402


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--cases", type=int, default=int(os.environ.get("CASES", "1000000")))
    parser.add_argument("--rounds", type=int, default=30, help="how often each thing is asked")
    parser.add_argument("--only", default="", help="only questions whose title holds this")
    parser.add_argument("--write", action="store_true", help="put the table into the docs")
    parser.add_argument("--check", action="store_true", help="fail when a limit is passed")
    return parser.parse_args()


def run(asked: argparse.Namespace) -> int:
    """The exit code of the command."""
    call_command("prepare")
    try:
        fill(asked.cases)
    except NotOurs as error:
        print(error, file=sys.stderr)
        return 1
    print(line(HEAD))
    figures = []
    for questions in (page_questions, work_questions):
        for question in questions():
            if asked.only in f"{question.who} {question.title}":
                figures.append(measured(question, asked.rounds))
                print(line(cells(figures[-1])), flush=True)
    if asked.write:
        write(figures, asked.cases, asked.rounds)
    return 1 if asked.check and any(figure.excess for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(run(arguments()))
