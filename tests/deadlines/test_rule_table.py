"""The rule file against the domain reference."""

import itertools
import re
from datetime import date

from agencies.models import AgencyKind, Sector
from deadlines.ladder import SUPERVISOR, parse_ladder
from deadlines.models import Certainty, DeadlineRule, Supervisor, Unit
from deadlines.reference import DATA, rows, rule_values
from tests.deadlines.pinned_rules import PINNED

_UNITS = {
    "wd": Unit.WORKING_DAY,
    "cd": Unit.CALENDAR_DAY,
    "h": Unit.HOUR,
    "m": Unit.MONTH,
    "y": Unit.YEAR,
    "e": Unit.EVENT,
}
ENGLISH = ("trigger", "closing", "responsible", "legal_basis", "when_overdue")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read() -> list[DeadlineRule]:
    return [DeadlineRule(**rule_values(row)) for row in rows(DATA / "rules.csv")]


def newest() -> dict[str, DeadlineRule]:
    return {rule.key: rule for rule in sorted(read(), key=lambda rule: rule.version)}


def test_every_period_of_the_reference_is_there_with_its_length_and_certainty() -> None:
    pinned = {}
    for line in PINNED.split("\n")[1:-1]:
        key, length, certainty = line.split()
        said = re.fullmatch(r"(-?\d*)([a-z]+)", length)
        assert said is not None
        pinned[key] = (int(said[1]) if said[1] else None, _UNITS[said[2]], certainty)
    assert len(pinned) == 125
    held = newest()
    assert {key: (r.amount, r.unit, r.certainty) for key, r in held.items()} == pinned


def test_every_row_has_all_its_english() -> None:
    for rule in read():
        for name in ENGLISH:
            chinese, english = getattr(rule, name), getattr(rule, f"{name}_en")
            assert bool(chinese) == bool(english), (rule.key, name)
            assert not CHINESE.search(english), (rule.key, english)


def test_every_row_names_an_instrument_unless_it_is_local_and_unsure() -> None:
    unnamed = [rule for rule in read() if not rule.legal_basis.startswith("《")]
    assert [(rule.key, rule.certainty) for rule in unnamed] == [("dc.feedback", Certainty.UNSURE)]


def test_article_numbers_are_written_out() -> None:
    for rule in read():
        assert not re.search(r"第\d|\d条", rule.legal_basis), rule.key


def test_versions_follow_one_another_without_a_gap_or_an_overlap() -> None:
    by_key: dict[str, list[DeadlineRule]] = {}
    for rule in read():
        by_key.setdefault(rule.key, []).append(rule)
    for key, versions in by_key.items():
        assert [rule.version for rule in versions] == list(range(1, len(versions) + 1)), key
        for older, newer in itertools.pairwise(versions):
            assert older.effective_to is not None
            assert (newer.effective_from - older.effective_to).days == 1, key
        assert versions[-1].effective_to is None


def test_values_of_one_province_are_marked_as_such() -> None:
    marked = {rule.key: rule.jurisdiction for rule in read() if rule.jurisdiction}
    assert {key for key, code in marked.items() if code == "440000"} == {
        "nl.copy_proc.gd", "nl.proc_review.gd", "es.gd_inform", "es.gd_result",
    }  # fmt: skip
    assert {key for key, code in marked.items() if code == "370000"} == {"as.notice", "as.decision"}
    assert {key for key, code in marked.items() if code == "500000"} == {
        "as.review_apply", "as.review_decide", "as.transfer_result",
    }  # fmt: skip
    assert len(marked) == 9


def test_sectors_are_those_of_cases() -> None:
    assert {rule.sector for rule in read()} - {""} <= set(Sector.values)


def test_supervisors_are_kinds_of_agencies() -> None:
    assert set(Supervisor.values) <= set(AgencyKind.values)


def test_a_ladder_fits_its_rule() -> None:
    for rule in read():
        rungs = parse_ladder(rule.ladder)
        if rule.unit == Unit.EVENT:
            # The plan to pay later names the day on which it ends.
            assert bool(rungs) == (rule.key == "ap.pay_deferred"), rule.key
        assert all(rung.in_hours == (rule.unit == Unit.HOUR) for rung in rungs), rule.key
        if any(rung.who == SUPERVISOR for rung in rungs):
            assert rule.supervisor, rule.key
            assert all(rung.is_overdue for rung in rungs if rung.who == SUPERVISOR), rule.key


def test_the_national_regulation_on_supervision_begins_with_its_day() -> None:
    assert newest()["as.national"].effective_from == date(2026, 2, 1)
