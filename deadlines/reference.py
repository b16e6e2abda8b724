"""Brings rules and calendar from the files beside this module into the database."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.models import DeadlineRule
from deadlines.services.calendar import bring_shipped
from deadlines.services.recount import follow, rules_changed
from deadlines.year_text import DayLine

DATA = Path(__file__).resolve().parent / "data"

Say = Callable[[str], None]


def load(say: Say) -> None:
    """Load rules and calendar; when something changed, recount what is open.

    A year that an administrator confirmed is left alone, but for a provisional one when its
    notice ships.
    """
    with transaction.atomic():
        rules, years = _load_rules(), _load_years()
        if not rules and not years:
            return
        recount = rules_changed(actor=None, ground=_("随平台更新"))
    done = follow(recount.pk)
    recount.refresh_from_db()
    said = f"{recount.moved + recount.other} open clocks moved"
    say(f"{rules} rules, {years} calendar years, {said}{'' if done else ' so far'}")


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
    read = {(v["key"], v["version"]): v for v in map(rule_values, rows(DATA / "rules.csv"))}
    columns = [name for name in next(iter(read.values())) if name not in {"key", "version"}]
    read |= {(v["key"], v["version"]): v for v in _own_rules()}
    changed = [
        DeadlineRule(**values)
        for values in read.values()
        if (held := known.get((values["key"], values["version"]))) is None
        or any(getattr(held, name) != value for name, value in values.items())
    ]
    if changed:
        DeadlineRule.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["key", "version"],
            update_fields=columns,
        )
    return len(changed)


def _own_rules() -> Iterator[dict[str, Any]]:
    """The rows of the county's own file, which go before those that ship.

    Raises ValueError that names the line for a row that can't be a rule.
    """
    if not settings.DEADLINE_RULES_FILE:
        return
    path = Path(settings.DEADLINE_RULES_FILE)
    for number, row in enumerate(rows(path), start=2):
        try:
            values = rule_values(row)
            # Without its version a row isn't compared with the one that it may replace.
            DeadlineRule(**values).full_clean(exclude={"version"}, validate_unique=False)
        except (KeyError, TypeError, ValueError, ValidationError) as fault:
            raise ValueError(f"{path.name}, line {number}: {fault}") from fault
        yield values


def _load_years() -> int:
    return sum(_load_year(row) for row in rows(DATA / "holidays" / "years.csv"))


def _load_year(row: dict[str, str]) -> bool:
    year = int(row["year"])
    lines = [
        DayLine(date.fromisoformat(day["day"]), day["working"] == "yes", day["name"])
        for day in rows(DATA / "holidays" / f"{year}.csv")
    ]
    published = row["published"] == "yes"
    changed = bring_shipped(year=year, lines=lines, published=published, notice=row["notice"])
    return changed is not None
