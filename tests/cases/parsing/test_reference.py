"""The reference data that ships: whole, consistent, and cited from laws that are listed."""

import csv
import datetime
from pathlib import Path

from agencies.models import Sector
from cases.parsing.citations import title_key
from cases.parsing.kinds import PenaltyKind
from cases.parsing.reference import read_laws, read_matters

DIVISIONS = Path(__file__).parents[3] / "agencies" / "data" / "divisions.csv"


def test_no_law_is_listed_twice() -> None:
    titles = [law.title for law in read_laws()]
    assert len(titles) == len(set(titles))
    assert len(titles) > 400


def test_a_law_ends_after_it_began_and_only_then_is_not_in_force() -> None:
    for law in read_laws():
        assert law.status in {"in_force", "superseded", "repealed"}
        if law.effective_to and law.effective_from:
            assert law.effective_to > law.effective_from, law.title


def test_the_code_of_2026_replaced_ten_acts() -> None:
    ended = [law for law in read_laws() if law.effective_to == datetime.date(2026, 8, 14)]
    assert len(ended) == 10
    assert {law.status for law in ended} == {"repealed"}


def test_every_matter_cites_laws_that_are_listed() -> None:
    laws = {law.title: law for law in read_laws()}
    for matter in read_matters():
        assert matter.penalised, matter.code
        for citation in (*matter.violated, *matter.penalised):
            assert citation.law_title in laws, matter.code


def test_a_matter_ends_when_its_law_does() -> None:
    laws = {law.title: law for law in read_laws()}
    for matter in read_matters():
        ends = {laws[c.law_title].effective_to for c in matter.penalised}
        if datetime.date(2026, 8, 14) in ends:
            assert matter.effective_to == datetime.date(2026, 8, 14), matter.code


def test_matters_are_plausible() -> None:
    matters = list(read_matters())
    assert len({matter.code for matter in matters}) == len(matters) >= 120
    assert len({matter.name for matter in matters}) == len(matters)
    assert {matter.sector for matter in matters} == set(Sector)
    for matter in matters:
        assert (matter.fine_min is not None) == (PenaltyKind.FINE in matter.kinds), matter.code
        if matter.fine_min is not None and matter.fine_max is not None:
            assert 0 < matter.fine_min <= matter.fine_max, matter.code


def test_aliases_name_one_law_only() -> None:
    names: dict[str, str] = {}
    for law in read_laws():
        for alias in law.aliases:
            assert names.setdefault(title_key(alias), law.title) == law.title


def test_every_division_has_the_one_above_it() -> None:
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert len(rows) == 3214
    for row in rows.values():
        if row["level"] != "1":
            assert int(rows[row["parent_code"]]["level"]) < int(row["level"])
    assert rows["330702"]["name"] == "婺城区"
