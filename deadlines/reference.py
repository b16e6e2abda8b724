"""Brings rules and calendar from the files beside this module into the database."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from deadlines.calendar import new_edition
from deadlines.models import CalendarDay, CalendarYear, DeadlineRule
from deadlines.services.clocks import recount_open_clocks

DATA = Path(__file__).resolve().parent / "data"

Say = Callable[[str], None]


def load(say: Say) -> None:
    """Load rules and calendar; when something changed, recount what is open.

    A year that is published in the database is left alone while the files
    still hold it as provisional.
    """
    rules = _load_rules()
    years = _load_years()
    if rules or years:
        new_edition()
        moved = recount_open_clocks(actor=None)
        say(f"{rules} rules, {years} calendar years, {moved} open clocks moved")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a data file, with surrounding blanks removed."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: value.strip() for name, value in row.items()}


def rule_values(row: dict[str, str]) -> dict[str, Any]:
    """A row of rules.csv as the field values of a DeadlineRule."""
    values: dict[str, Any] = dict(row)
    values["version"] = int(row["version"])
    values["amount"] = int(row["amount"]) if row["amount"] else None
    values["rolls_over"] = row["rolls_over"] == "yes"
    values["effective_from"] = date.fromisoformat(row["effective_from"])
    until = row["effective_to"]
    values["effective_to"] = date.fromisoformat(until) if until else None
    return values


def _load_rules() -> int:
    known = {(rule.key, rule.version): rule for rule in DeadlineRule.objects.all()}
    changed = 0
    for row in rows(DATA / "rules.csv"):
        values = rule_values(row)
        held = known.get((values["key"], values["version"]))
        if held is None or any(getattr(held, name) != value for name, value in values.items()):
            identity = {"key": values.pop("key"), "version": values.pop("version")}
            DeadlineRule.objects.update_or_create(**identity, defaults=values)
            changed += 1
    return changed


def _load_years() -> int:
    return sum(_load_year(row) for row in rows(DATA / "holidays" / "years.csv"))


def _load_year(row: dict[str, str]) -> bool:
    year, published = int(row["year"]), row["published"] == "yes"
    days = {
        date.fromisoformat(day["day"]): (day["working"] == "yes", day["name"])
        for day in rows(DATA / "holidays" / f"{year}.csv")
    }
    held = CalendarYear.objects.filter(pk=year).first()
    if held and held.published and not published:
        return False
    stored = CalendarDay.objects.filter(year_id=year).values_list("day", "is_working", "name")
    same_days = {day: (working, name) for day, working, name in stored} == days
    if held and same_days and (held.published, held.notice) == (published, row["notice"]):
        return False
    CalendarYear.objects.update_or_create(
        year=year, defaults={"published": published, "notice": row["notice"]}
    )
    CalendarDay.objects.filter(year_id=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, year_id=year, is_working=working, name=name)
        for day, (working, name) in days.items()
    )
    return True
