"""A county's own file of periods, beside the one that ships."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from deadlines import reference
from deadlines.calendar import current_rulebook
from deadlines.counting.periods import Period
from deadlines.models import DeadlineRule
from deadlines.reference import DATA, rows

pytestmark = pytest.mark.usefixtures("db")


def write(path: Path, *changed: dict[str, str]) -> str:
    """A file with these rows, each said as a difference to ap.publish."""
    sample = next(row for row in rows(DATA / "rules.csv") if row["key"] == "ap.publish")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sample))
        writer.writeheader()
        writer.writerows(sample | row for row in changed)
    return str(path)


def load() -> None:
    reference.load(lambda text: None)


def test_it_adds_rules_and_replaces_shipped_ones(settings: Settings, tmp_path: Path) -> None:
    settings.DEADLINE_RULES_FILE = write(
        tmp_path / "own.csv", {"key": "ap.publish.own", "amount": "3"}, {"amount": "6"}
    )
    load()
    book, day = current_rulebook(), date(2026, 11, 2)
    for key, amount in (("ap.publish.own", 3), ("ap.publish", 6)):
        found = book.period_on(key, day)
        assert found
        assert found.period == Period(amount, "working_day")
    assert len(book.rules) == 126


def test_loading_it_again_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    settings.DEADLINE_RULES_FILE = write(tmp_path / "own.csv", {"amount": "6"})
    load()
    token = current_rulebook().token
    load()
    assert current_rulebook().token == token


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "six"}, {"unit": "fortnight"}, {"effective_from": ""}, {"ladder": "sometimes"},
     {"certainty": "!"}, {"amount": ""}],
)  # fmt: skip
def test_it_refuses_a_row_that_can_not_be_a_rule(
    settings: Settings, tmp_path: Path, wrong: dict[str, str]
) -> None:
    settings.DEADLINE_RULES_FILE = write(tmp_path / "own.csv", {"amount": "6"}, wrong)
    with pytest.raises(ValueError, match=r"own\.csv, line 3"):
        load()
    assert not DeadlineRule.objects.exists()
