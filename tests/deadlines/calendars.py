"""Calendars for tests of the pure count: from the files, and a naive oracle."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from deadlines.workdays import WorkCalendar

HOLIDAYS = Path(__file__).parents[2] / "deadlines" / "data" / "holidays"


@cache
def official() -> WorkCalendar:
    """The calendar as the files have it."""
    exceptions: dict[date, bool] = {}
    published: set[int] = set()
    with (HOLIDAYS / "years.csv").open(encoding="utf-8") as years:
        for row in csv.DictReader(years):
            if row["published"] == "yes":
                published.add(int(row["year"]))
            with (HOLIDAYS / f"{row['year']}.csv").open(encoding="utf-8") as days:
                exceptions |= {
                    date.fromisoformat(day["day"]): day["working"] == "yes"
                    for day in csv.DictReader(days)
                }
    return WorkCalendar(exceptions, frozenset(published))


def naive_working_days(calendar: WorkCalendar, start: date, amount: int) -> date:
    """Count day by day, as a clerk with a wall calendar would."""
    day, step = start, timedelta(days=1 if amount > 0 else -1)
    counted = 0
    while counted < abs(amount):
        day += step
        free_weekend = day.weekday() >= 5
        special = calendar.exceptions.get(day)
        if special is True or (special is None and not free_weekend):
            counted += 1
    return day


def naive_months(start: date, months: int) -> date:
    """Walk month by month to the same day, or the last day the month has."""
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=32)).replace(day=1)
    day = first
    while day.day < start.day and (day + timedelta(days=1)).month == first.month:
        day += timedelta(days=1)
    return day
