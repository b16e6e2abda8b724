"""Numbers typed from memory: what is understood, and what counts as one slip."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.parsing.number_guess import guess_number, is_near, near_keys
from cases.parsing.numbers import number_key, number_part

PREFIXES = ("宁市监罚决字", "宁综罚", "宁川食罚字", "A城管罚决字")
BRACKETS = ("〔〕", "[]", "()", "（）", "【】", "［］")
numbers = st.tuples(st.sampled_from(PREFIXES), st.integers(1990, 2030), st.integers(1, 9_999_999))


@given(number=numbers, brackets=st.sampled_from(BRACKETS), loose=st.booleans(), data=st.data())
def test_every_spelling_of_a_whole_number_is_understood(
    number: tuple[str, int, int], brackets: str, loose: bool, data: st.DataObject
) -> None:
    prefix, year, serial = number
    opening, closing = data.draw(st.sampled_from([tuple(brackets), ("", "")]))
    before = data.draw(st.sampled_from(["第", "第000", ""] if opening else ["第", "第000"]))
    typed = f"{prefix}{opening}{year}{closing}{before}{serial}{'' if loose else '号'}"
    if data.draw(st.booleans()):
        typed = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in typed)
    if data.draw(st.booleans()):
        typed = " ".join(typed)
    assert guess_number(typed).key == number_key(f"{prefix}〔{year}〕{serial}号")


@given(number=numbers, between=st.sampled_from(["-", "—", " 第", "年第", "_", "－", "/", "年"]))
def test_year_and_serial_alone_are_a_part_of_the_key(
    number: tuple[str, int, int], between: str
) -> None:
    prefix, year, serial = number
    part = guess_number(f"{year}{between}{serial}").part
    assert part
    assert part in number_key(f"{prefix}〔{year}〕{serial}号")


@given(number=numbers, gap=st.sampled_from(["", " ", "第", " 第0"]), loose=st.booleans())
def test_the_year_may_be_left_out(number: tuple[str, int, int], gap: str, loose: bool) -> None:
    prefix, year, serial = number
    # 决字190001 may as well be number 1 of the year 1900.
    assume("第" in gap or not re.match(r"(19|20)\d{3}", str(serial)))
    guess = guess_number(f"{prefix[-2:]}{gap}{serial}{'' if loose else '号'}")
    assert guess.fits(number_key(f"{prefix}〔{year}〕{serial}号"))
    assert not guess.fits(number_key(f"{prefix}〔{year}〕1{serial}号"))
    assert not guess.fits(number_key(f"宁市监撤案〔{year}〕{serial}号"))


@given(serial=st.integers(1, 9_999_999))
def test_a_part_keeps_its_noughts(serial: int) -> None:
    assert number_part(f"监罚{serial}号") == f"监罚{serial}号"
    assert number_part(f"〔2026〕第00{serial}号") == f"〔2026〕{serial}号"


@pytest.mark.parametrize(
    "text", ["宁川", "宏达商贸", "hdsm", "欧阳", "过期食品", "", "第号", "餐饮2"]
)
def test_words_are_no_numbers(text: str) -> None:
    assert not guess_number(text)


@given(number=numbers, data=st.data())
def test_one_slip_in_the_digits_is_near(number: tuple[str, int, int], data: st.DataObject) -> None:
    prefix, year, serial = number
    key = number_key(f"{prefix}〔{year}〕{serial}号")
    digits = str(serial)
    at = data.draw(st.integers(0, len(digits) - 1))
    slips = [digits[:at] + digits[at + 1 :], digits[:at] + "5" + digits[at:]]
    slips.append(digits[:at] + "5" + digits[at + 1 :])
    if at + 1 < len(digits):
        slips.append(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    for slip in slips:
        # Noughts in front aren't part of a number: losing them too is another slip.
        if slip and not slip.startswith("0") and int(slip) != serial:
            typed = number_key(f"{prefix}〔{year}〕{slip}号")
            assert is_near(typed, key), (typed, key)
            assert key in near_keys(typed)


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        ("宁市监罚决〔2026〕12号", "宁市监罚决字〔2026〕12号", True),
        ("宁监市罚决字〔2026〕12号", "宁市监罚决字〔2026〕12号", True),
        ("宁市监罚决字〔2062〕12号", "宁市监罚决字〔2026〕12号", True),
        ("宁市监罚决字〔2025〕12号", "宁市监罚决字〔2026〕12号", True),
        ("宁市监罚决字〔2026〕12号", "宁市监罚决字〔2026〕12号", False),
        ("宁综罚〔2026〕12号", "宁市监罚决字〔2026〕12号", False),
        ("宁市监罚决字〔2026〕12号", "宁市监罚决字〔2026〕345号", False),
        ("宁市监罚决字〔2025〕13号", "宁市监罚决字〔2026〕12号", False),
    ],
)
def test_slips_before_the_year_and_in_it(typed: str, meant: str, near: bool) -> None:
    assert is_near(number_key(typed), number_key(meant)) is near
