"""The second half of a run, with the servers and the county there: measure, print."""

import argparse
import os
import sys

import django

os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()

from bench.api import api  # noqa: E402  (models exist after setup)
from bench.clean import clean  # noqa: E402  (as above)
from bench.clocks.figures import clocks  # noqa: E402  (as above)
from bench.compare import compare  # noqa: E402  (as above)
from bench.files.bring import import_files  # noqa: E402  (as above)
from bench.load.mixed import mixed_load  # noqa: E402  (as above)
from bench.options import asked  # noqa: E402  (as above)
from bench.pages import law_questions, page_questions  # noqa: E402  (as above)
from bench.referrals.figures import referrals  # noqa: E402  (as above)
from bench.report import HEAD, about, cells, line, table, write  # noqa: E402  (as above)
from bench.statements import count_statements, statements  # noqa: E402  (as above)
from bench.timing import Figure, measured  # noqa: E402  (as above)
from bench.work import work_questions  # noqa: E402  (as above)


def pages(options: argparse.Namespace) -> list[Figure]:
    """Every page by itself, nobody else being there."""
    print(line(HEAD))
    figures = []
    for questions in (page_questions, law_questions, work_questions):
        for question in questions():
            if options.only in f"{question.who} {question.title}":
                figures.append(measured(question, options.rounds))
                print(line(cells(figures[-1])), flush=True)
    if options.write and not options.only:
        how = f"{options.rounds} rounds each, one at a time"
        text = f"{about(options.cases, how)}\n\n{table(HEAD, map(cells, figures))}"
        write("pages", options.cases, text)
        compare()
    return figures


def run(options: argparse.Namespace) -> int:
    """The exit code of the command."""
    over = False
    try:
        if options.statements:
            count_statements()
        if options.pages:
            over = any(figure.excess for figure in pages(options))
        if options.api:
            api(options)
        if options.time:
            over |= any(timed.is_over for timed in clocks(options))
        if options.files:
            import_files(options)
        if options.load:
            mixed_load(options)
        if options.referrals:
            over |= any(figure.excess for figure in referrals(options))
    finally:
        clean(options.cases)
    if options.statements:
        statements()
    return 1 if options.check and over else 0


if __name__ == "__main__":
    sys.exit(run(asked()))
