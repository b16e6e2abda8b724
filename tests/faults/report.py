"""What a run came to, on the terminal and in docs/reliability.md."""

import os
import platform
from datetime import date
from pathlib import Path
from typing import Any

from bench.report import commit, table
from tests.faults.run import Outcome

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- faults -->", "<!-- /faults -->"


def told(outcome: Outcome) -> str:
    """As Markdown: what was done, what was killed, what came of it."""
    wish = outcome.wish
    cores = len(os.sched_getaffinity(0))
    late = f"not within {wish.patience:.0f} s"
    seconds = f"{outcome.caught_up:.0f} s" if outcome.caught_up is not None else late
    gave_up = ", ".join(f"{name} {count}" for name, count in outcome.gave_up.items()) or "none"
    strikes = sorted(outcome.struck.items(), key=lambda each: -each[1])
    what = (
        f"{date.today()}, commit {commit()}; seed {wish.seed}, {wish.clocks:,} cases, "
        f"{wish.seconds:.0f} s in which {wish.seconds / wish.day:.0f} days passed; {cores} "
        f"cores, Python {platform.python_version()}, PostgreSQL with fsync on."
    )
    kills = (
        f"{outcome.struck.total()} kills, {outcome.amid['clocks']} of them while a worker told of "
        f"clocks, {outcome.amid['messages']} while it handled a message, "
        f"{outcome.amid['deliveries']} while it laid a paper on a desk, and "
        f"{outcome.amid['transitions']} while somebody performed a transition. Processes that "
        f"ended by themselves and were started again: {gave_up}. Caught up after the last one came "
        f"back: **{seconds}**."
    )
    struck = table(("killed", "times"), [(str(fault), str(count)) for fault, count in strikes])
    head = ("what must happen exactly once", "due", "lost", "doubled", "")
    return "\n\n".join([what, struck, kills, table(head, map(_cells, outcome.counts))])


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    figures = (f"{line['due']:,}", str(line["lost"]), str(line["doubled"]))
    return (line["what"], *figures, line["note"])


def write(text: str, page: Path = PAGE) -> None:
    """Put the text between the marks. Raises LookupError when the page has none."""
    before, begin, rest = page.read_text("utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise LookupError(f"{page.name} has no place for the figures.")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
