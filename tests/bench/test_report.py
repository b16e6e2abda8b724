"""The tables stand in the page of figures, each size and kind in its own place."""

from pathlib import Path

import pytest

from bench.compare import LARGE, SMALL, compare
from bench.options import asked
from bench.report import PAGE, marks, table, write

HEAD = ("who", "what", "p50 ms")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with a place for two sizes."""
    places = [*marks("pages", SMALL), *marks("pages", LARGE), *marks("growth", LARGE)]
    page = tmp_path / "figures.md"
    page.write_text("\n".join(["# Figures", *places, "The end."]))
    return page


def rows(*medians: float) -> str:
    return table(HEAD, [("clerk", f"page {n}", f"{ms:.1f}") for n, ms in enumerate(medians)])


def test_a_second_run_replaces_its_own_table_only(page: Path) -> None:
    write("pages", SMALL, "first", page)
    write("pages", LARGE, "large", page)
    write("pages", SMALL, "second", page)
    text = page.read_text()
    assert "second" in text
    assert "large" in text
    assert "first" not in text
    assert text.endswith("The end.")


def test_a_size_without_a_place_changes_nothing(page: Path) -> None:
    before = page.read_text()
    assert not write("pages", 12345, "nowhere", page)
    assert page.read_text() == before


def test_what_grew_more_than_twofold_is_named_with_the_worst_first(page: Path) -> None:
    write("pages", SMALL, rows(10, 10, 10), page)
    write("pages", LARGE, rows(15, 30, 50), page)
    compare(page)
    told = page.read_text().partition(marks("growth", LARGE)[0])[2]
    assert "1 of 3 questions" in told
    assert told.index("page 2 | 10.0 | 50.0 | 5.0") < told.index("page 1 | 10.0 | 30.0 | 3.0")
    assert "page 0" not in told


def test_a_millisecond_that_becomes_three_is_no_growth(page: Path) -> None:
    write("pages", SMALL, rows(1), page)
    write("pages", LARGE, rows(3), page)
    compare(page)
    assert "1 of 1 questions take at most twice as long" in page.read_text()


def test_one_size_alone_is_compared_with_nothing(page: Path) -> None:
    write("pages", SMALL, rows(1), page)
    before = page.read_text()
    compare(page)
    assert page.read_text() == before


@pytest.mark.parametrize("section", ["pages", "api", "time", "imports", "load", "referrals"])
@pytest.mark.parametrize("cases", [SMALL, LARGE])
def test_the_page_of_figures_has_a_place_for_everything(section: str, cases: int) -> None:
    text = PAGE.read_text()
    assert all(text.count(mark) == 1 for mark in marks(section, cases))


def test_all_means_everything_into_the_docs() -> None:
    options = asked(["--all"])
    assert options.pages
    assert options.api
    assert options.time
    assert options.load
    assert options.referrals
    assert options.write
    assert options.files == [10_000, 100_000]


def test_pages_are_what_is_measured_when_nothing_is_said() -> None:
    assert asked([]).pages
    assert not asked(["--load"]).pages
    assert not asked(["--fill"]).pages
    assert asked(["--import"]).files == [10_000, 100_000]
