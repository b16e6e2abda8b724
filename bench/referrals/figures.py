"""The table of what is passed on."""

import argparse
from collections.abc import Iterator

from bench.referrals.acts import act_questions
from bench.referrals.fill import MANY, fill_referrals
from bench.referrals.pages import page_questions
from bench.report import HEAD, about, cells, line, table, write
from bench.timing import Figure, Question, measured


def referrals(options: argparse.Namespace, many: int = MANY) -> list[Figure]:
    """Make them, print the table; write it when asked to."""
    number = fill_referrals(many)
    print(line(HEAD))
    figures = []
    for question in _questions():
        if options.only in f"{question.who} {question.title}":
            figures.append(measured(question, options.rounds))
            print(line(cells(figures[-1])), flush=True)
    if options.write and not options.only:
        how = f"{number:,} open referrals, {options.rounds} rounds each, one at a time"
        text = f"{about(options.cases, how)}\n\n{table(HEAD, map(cells, figures))}"
        write("referrals", options.cases, text)
    return figures


def _questions() -> Iterator[Question]:
    yield from page_questions()
    yield from act_questions()
