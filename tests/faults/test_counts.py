"""What the fault run finds when something is wrong: a count that can't fail proves nothing."""

from collections import Counter
from pathlib import Path

import pytest

from tests.faults import report
from tests.faults.county.counts import Count, compare
from tests.faults.machine import WEB
from tests.faults.run import Outcome, Wish

WISH = Wish(seconds=60, clocks=10, seed=1, every=5, rate=1, day=8)
GOOD = {"what": "x", "due": 3, "lost": 0, "doubled": 0, "note": ""}


def test_each_once_is_good() -> None:
    assert compare("x", {"a", "b"}, {"a": 1, "b": 1}) == Count("x", 2, lost=0, doubled=0)


def test_what_never_happened_is_lost() -> None:
    assert compare("x", {"a", "b", "c"}, {"a": 1, "b": 0}).lost == 2


def test_what_happened_twice_is_doubled_and_so_is_what_should_not_have_happened() -> None:
    assert compare("x", {"a"}, {"a": 3, "b": 1}).doubled == 2


@pytest.mark.parametrize(
    ("caught_up", "changed", "good"),
    [(3.0, {}, True), (None, {}, False), (3.0, {"lost": 1}, False), (3.0, {"doubled": 1}, False)],
)
def test_a_run_is_good_only_if_nothing_is_wrong(
    caught_up: float | None, changed: dict[str, int], good: bool
) -> None:
    outcome = Outcome(WISH, caught_up=caught_up, counts=[GOOD, {**GOOD, **changed}])
    assert outcome.is_good is good


def test_a_run_that_counted_nothing_is_not_good() -> None:
    assert not Outcome(WISH, caught_up=1.0).is_good


def test_a_run_in_which_nobody_could_act_is_not_good() -> None:
    ended = Counter({WEB[0]: 5})
    assert not Outcome(WISH, caught_up=1.0, counts=[GOOD], gave_up=ended).is_good
    assert Outcome(WISH, caught_up=1.0, counts=[GOOD], gave_up=Counter({"beat": 1})).is_good


def test_the_figures_go_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nearlier figures\n{report.END}\nafter\n")
    report.write(report.told(Outcome(WISH, caught_up=2.4, counts=[GOOD])), page)
    text = page.read_text()
    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "earlier figures" not in text
    assert "| x | 3 | 0 | 0 |" in text
    assert "**2 s**" in text


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing")
    with pytest.raises(LookupError):
        report.write("text", page)
