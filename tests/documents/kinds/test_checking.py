"""What stands against signing is told section by section."""

import datetime as dt

import pytest

from documents.kinds import KINDS, Section, problems
from documents.kinds.checking import is_empty, problem
from tests.documents.samples import values_of

KIND = KINDS["crime_transfer"]


def test_a_complete_paper_has_no_problems() -> None:
    assert problems(KIND, values_of(KIND)) == {}


def test_a_missing_section_is_named_with_its_label() -> None:
    found = problems(KIND, {**values_of(KIND), "facts": "  \n "})
    assert list(found) == ["facts"]
    assert "涉嫌犯罪事实" in found["facts"]


def test_an_optional_section_may_stay_empty() -> None:
    assert problem(Section("a", "甲", required=False), None) == ""


@pytest.mark.parametrize("value", ["2026-02-30", "昨天", "2026/1/1", 5])
def test_a_day_must_be_one(value: object) -> None:
    assert problem(Section("a", "甲", "day"), value)


@pytest.mark.parametrize("value", ["2026-02-28", dt.date(2026, 2, 28)])
def test_a_day_may_be_text_or_date(value: object) -> None:
    assert problem(Section("a", "甲", "day"), value) == ""


@pytest.mark.parametrize("value", ["-1", "NaN", "1e999999999", "一百"])
def test_an_amount_must_be_one(value: object) -> None:
    assert problem(Section("a", "甲", "money"), value)


def test_a_choice_must_be_known() -> None:
    section = Section("a", "甲", "choice", choices=(("x", "子"),))
    assert problem(section, "x") == ""
    assert problem(section, "子")


def test_a_text_that_is_too_long_is_refused() -> None:
    assert problem(Section("a", "甲", most=5), "一二三四五") == ""
    assert "5" in problem(Section("a", "甲", most=5), "一二三四五六")


def test_too_many_entries_are_refused() -> None:
    section = Section("a", "甲", "lines", most=2)
    assert problem(section, ["一", "二"]) == ""
    assert problem(section, ["一", "二", "三"])
    assert problem(section, {"not": "a list"})


def test_what_no_font_prints_is_refused_and_named() -> None:
    section = Section("a", "甲")
    assert "😀" in problem(section, "张😀三")
    assert problem(section, "𬭎喆镕㐂") == ""
    assert "\ue000" in problem(Section("a", "甲", "lines"), ["一", "\ue000"])


@pytest.mark.parametrize("value", [None, "", " ", [], [""], [{"a": " "}], {}])
def test_blanks_count_as_nothing(value: object) -> None:
    assert is_empty(value)


def test_a_zero_is_something() -> None:
    assert not is_empty("0")
