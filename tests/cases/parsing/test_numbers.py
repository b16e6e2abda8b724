"""Document numbers: one number however it is written, two numbers never one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.parsing.numbers import number_key, parse_number, year_warning

PREFIXES = st.sampled_from(
    ["婺市监罚决字", "X综执罚决字", "深市监福罚字", "婺检行建", "婺公(经)立字"]
)
BRACKETS = st.sampled_from(["〔〕", "[]", "【】", "()", "（）", "［］", "〖〗"])
SERIALS = st.integers(min_value=1, max_value=99_999_999)
YEARS = st.integers(min_value=1990, max_value=2099)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def spelled(draw: st.DrawFn, prefix: str, year: int, serial: int) -> str:
    brackets = draw(BRACKETS)
    digits = draw(st.sampled_from(["", "0", "0000"])) + str(serial)
    number = f"{brackets[0]}{year}{brackets[1]}{draw(st.sampled_from(['', '第']))}{digits}"
    text = prefix + number + draw(st.sampled_from(["号", "", " 号"]))
    text = text.translate(WIDE) if draw(st.booleans()) else text
    return draw(st.sampled_from(["", " ", "\u3000"])) + text + draw(st.sampled_from(["", "\n"]))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("X市监罚决字〔2024〕12号", "X市监罚决字〔2024〕12号"),
        ("X综执罚决字〔2026〕第000726号", "X综执罚决字〔2026〕726号"),
        ("x 综执罚决字【２０２６】第０００７２６号", "X综执罚决字〔2026〕726号"),
        ("杭临市监处罚(2024)131", "杭临市监处罚〔2024〕131号"),
        ("深市监罚〔2022〕龙华12号", "深市监罚〔2022〕龙华12号"),
        ("婺市监罚决字〔2024〕12号之一", "婺市监罚决字〔2024〕12号-1"),
        ("婺市监罚决字〔2024〕12-1号", "婺市监罚决字〔2024〕12号-1"),
        ("（2023）浙0702行审12号", "(2023)浙0702行审12号"),
        ("(2023)浙0702行审第012号", "(2023)浙0702行审12号"),
        ("(2022)最高法行申7号", "(2022)最高法行申7号"),
    ],
)
def test_it_normalises_what_offices_write(text: str, key: str) -> None:
    assert number_key(text) == key
    assert parse_number(text).recognised


def test_it_takes_a_number_apart() -> None:
    number = parse_number("婺市监罚决字〔2024〕第012号")
    assert (number.issuer_prefix, number.kind_prefix) == ("婺市监", "罚决字")
    assert (number.prefix, number.year, number.serial) == ("婺市监罚决字", 2024, 12)
    assert number.original == "婺市监罚决字〔2024〕第012号"


def test_it_takes_a_court_number_apart() -> None:
    number = parse_number("（2023）浙0702行审12号")
    assert number.is_court
    assert (number.issuer_prefix, number.kind_prefix) == ("浙0702", "行审")


@pytest.mark.parametrize("text", ["", "第12号", "没有文号", "2024-12", "罚〔24〕12号"])
def test_anything_else_keeps_a_key_and_is_not_recognised(text: str) -> None:
    number = parse_number(text)
    assert not number.recognised
    assert number.year is None
    assert number.key == number_key(number.key)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert number_key(number_key(text)) == number_key(text)


@given(st.data(), PREFIXES, YEARS, SERIALS)
def test_spelling_does_not_change_the_key(
    data: st.DataObject, prefix: str, year: int, serial: int
) -> None:
    first = data.draw(spelled(prefix, year, serial))
    second = data.draw(spelled(prefix, year, serial))
    assert number_key(first) == number_key(second)


@given(st.data(), PREFIXES, YEARS, SERIALS, SERIALS)
def test_different_serials_never_share_a_key(
    data: st.DataObject, prefix: str, year: int, one: int, other: int
) -> None:
    first = number_key(data.draw(spelled(prefix, year, one)))
    second = number_key(data.draw(spelled(prefix, year, other)))
    assert (first == second) == (one == other)


@given(PREFIXES, YEARS, SERIALS, st.integers(min_value=0, max_value=99))
def test_a_part_of_a_number_is_another_number(
    prefix: str, year: int, serial: int, sub: int
) -> None:
    whole = f"{prefix}〔{year}〕{serial}号"
    assert number_key(f"{whole}之{sub}") != number_key(whole)


def test_a_year_that_is_not_that_of_the_date_is_warned_of() -> None:
    number = parse_number("婺市监罚决字〔2024〕12号")
    assert year_warning(number, datetime.date(2024, 12, 31)) is None
    warning = year_warning(number, datetime.date(2025, 1, 2))
    assert warning is not None
    assert "2024" in warning
    assert "2025-01-02" in warning


def test_no_year_and_no_date_give_no_warning() -> None:
    assert year_warning(parse_number("没有文号"), datetime.date(2025, 1, 2)) is None
    assert year_warning(parse_number("X罚〔2024〕1号"), None) is None
