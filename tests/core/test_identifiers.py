"""Numbers of organisations and people."""

import datetime
import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from core.identifiers import clean_id_number, clean_uscc

GOOD_USCC = [
    "91230500MA1B3N1N2M",
    "11230500001755309F",
    "91350100M000100Y43",
    "91110000802100433B",
]
GOOD_ID = ["11010519491231002X", "440524188001010014"]
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def usccs(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["91", "92", "93", "11", "12", "51", "N2", "A1", "Y1"]))
    region = draw(st.from_regex(r"[1-6][0-9]{5}", fullmatch=True).filter(str.isascii))
    body = head + region + draw(st.text(LETTERS, min_size=9, max_size=9))
    return body + uscc.calc_check_digit(body)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)))
    serial = draw(st.integers(0, 999))
    body = f"{draw(st.sampled_from(['330702', '520502', '440704', '933042']))}"
    body += f"{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> str | None:
    return error.value.code


@pytest.mark.parametrize("number", GOOD_USCC)
def test_real_credit_codes_pass(number: str) -> None:
    assert clean_uscc(number) == number


@given(usccs())
def test_made_up_credit_codes_pass(number: str) -> None:
    assert clean_uscc(number.lower()) == number


@given(usccs(), st.integers(0, 17), st.sampled_from(string.digits + string.ascii_uppercase))
def test_one_wrong_character_of_a_credit_code_is_refused(
    number: str, place: int, other: str
) -> None:
    if number[place] == other:
        return
    with pytest.raises(ValidationError):
        clean_uscc(number[:place] + other + number[place + 1 :])


def test_a_credit_code_may_come_in_groups_and_full_width() -> None:
    assert clean_uscc(" 9123 0500-ＭＡ１Ｂ3n1n2m\u3000") == "91230500MA1B3N1N2M"


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("9123050", "length", "18位，现为7位"),
        ("", "length", "现为0位"),
        ("9123050OMA1B3N1N2M", "characters", "O"),
        ("91AB0500MA1B3N1N2M", "region", "第3至8位"),
        ("91230500MA1B3N1N2N", "check", "校验位"),
        ("91230500MA1B3N1N2²", "characters", "²"),
    ],
)
def test_a_refused_credit_code_says_why(number: str, code: str, text: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_uscc(number)
    assert code_of(caught) == code
    assert text in caught.value.messages[0]


@pytest.mark.parametrize("number", GOOD_ID)
def test_the_standards_own_id_numbers_pass(number: str) -> None:
    assert clean_id_number(number.lower()) == number


@given(id_numbers())
def test_made_up_id_numbers_pass(number: str) -> None:
    assert clean_id_number(number) == number


@given(id_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_digit_of_an_id_number_is_refused(number: str, place: int, other: str) -> None:
    if number[place] == other:
        return
    with pytest.raises(ValidationError):
        clean_id_number(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1101051949123100", "length"),
        ("1101051949123100XX", "characters"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "characters"),
        ("99010519491231002X", "region"),
        ("110105194902310021", "date"),
        ("110105299901010021", "date"),
        ("110105194912310021", "check"),
    ],
)
def test_a_refused_id_number_says_why(number: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_id_number(number)
    assert code_of(caught) == code
    assert "身份证号码" in caught.value.messages[0]


def test_the_old_number_is_taken_only_where_it_is_allowed() -> None:
    with pytest.raises(ValidationError):
        clean_id_number("110105491231002")
    assert clean_id_number("110105491231002", legacy=True) == "11010519491231002X"


@pytest.mark.parametrize("number", ["110105491331002", "11010549123100X"])
def test_a_wrong_old_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        clean_id_number(number, legacy=True)
