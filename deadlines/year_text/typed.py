"""A year as the notice says it: a name, from when to when off, which days are made up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.text import to_halfwidth
from deadlines.year_text.lines import DayLine

_DAY = timedelta(days=1)
_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BETWEEN = re.compile(r"[,;、\s]+")


@dataclass(frozen=True)
class Run:
    """One line of the notice; without a first day only make-up workdays are named."""

    name: str
    first: date | None
    last: date | None
    make_up: tuple[date, ...] = ()


def parse_day(text: str, year: int | None = None) -> date | None:
    """A day as people write it; with ``year`` also without one. None when it is no day."""
    typed = to_halfwidth(text).strip()
    full = _FULL.fullmatch(typed)
    if full:
        parts = [int(part) for part in full.groups() if part]
    elif year is not None and (short := _SHORT.fullmatch(typed)):
        parts = [year, *map(int, short.groups())]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def parse_days(text: str, year: int) -> tuple[list[date], list[str]]:
    """The days named in a text, divided by commas or blanks, and what is none."""
    days: list[date] = []
    unknown: list[str] = []
    for part in filter(None, _BETWEEN.split(to_halfwidth(text).strip())):
        day = parse_day(part, year)
        if day is None:
            unknown.append(part)
        else:
            days.append(day)
    return days, unknown


def lines_of(run: Run, row: int) -> list[DayLine]:
    """The days of one line of the notice."""
    lines = []
    if run.first is not None:
        day, last = run.first, run.last or run.first
        while day <= last:
            lines.append(DayLine(day, False, run.name, row))
            day += _DAY
    return [*lines, *(DayLine(day, True, run.name, row) for day in run.make_up)]


def runs_of(lines: Iterable[DayLine]) -> list[Run]:
    """The lines of a notice that give these days, in order of time."""
    ordered = sorted(lines, key=lambda line: line.day)
    runs: list[Run] = []
    for line in (line for line in ordered if not line.working):
        held = runs[-1] if runs else None
        if held and held.last and held.name == line.name and held.last + _DAY == line.day:
            runs[-1] = replace(held, last=line.day)
        else:
            runs.append(Run(line.name, line.day, line.day))
    for line in (line for line in ordered if line.working):
        _attach(runs, line)
    return sorted(runs, key=lambda run: run.first or min(run.make_up))


def _attach(runs: list[Run], line: DayLine) -> None:
    """Give a make-up workday to the nearest run of its name, or to one of its own."""
    same = [place for place, run in enumerate(runs) if run.name == line.name]
    if not same:
        runs.append(Run(line.name, None, None, (line.day,)))
        return

    def distance(place: int) -> int:
        return abs(((runs[place].first or line.day) - line.day).days)

    nearest = min(same, key=distance)
    runs[nearest] = replace(runs[nearest], make_up=(*runs[nearest].make_up, line.day))
