"""What may be shown of a personal value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import mask_id, mask_name, mask_phone
from core.masking import mask_name_in


def test_an_id_number_keeps_province_and_last_four() -> None:
    assert mask_id("330702199001011234") == "330***********1234"
    assert mask_id("330702900101123") == "330********1123"
    assert mask_id("E1234567") == "********"


@pytest.mark.parametrize(
    ("number", "wanted"),
    [("13812345678", "138****5678"), ("82345678", "****5678"), ("12345", "*****"), ("", "")],
)
def test_a_phone_number_keeps_its_ends(number: str, wanted: str) -> None:
    assert mask_phone(number) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳修", "欧阳*"),
        ("欧阳震华", "欧阳**"),
        ("欧阳", "欧*"),
        ("张三公司", "张***"),
        ("阿不都·热合曼", "阿******"),
        ("宁川县张三小吃店", "宁川县张三小吃店"),
        ("宏达建材有限公司", "宏达建材有限公司"),
        ("", ""),
    ],
)
def test_a_person_keeps_the_surname_and_an_organisation_its_name(name: str, wanted: str) -> None:
    assert mask_name(name) == wanted


def test_the_caller_may_say_what_it_is() -> None:
    assert mask_name("老王家", organisation=True) == "老王家"
    assert mask_name("弗拉基米尔商店", organisation=False) == "弗******"


@given(st.text("0123456789X", min_size=1, max_size=30))
def test_masking_never_shows_more_than_seven_characters(value: str) -> None:
    for mask in (mask_id, mask_phone):
        assert len(mask(value)) == len(value)
        assert sum(c != "*" for c in mask(value)) <= 7


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("张三无照经营案", "张三", "张*无照经营案"),
        ("欧阳 靖雯第二案", "欧阳靖雯", "欧阳**第二案"),
        ("欧阳靖雯案", "欧阳　靖雯", "欧阳**案"),
        ("阿依古丽•买买提案，又名阿依古丽", "阿依古丽·买买提", "阿******案，又名阿***"),
        ("拓跋宏案，即拓跋圭", "拓跋宏（曾用名拓跋圭）", "拓跋*案，即拓跋*"),
        ("JOHN SMITH驾车案", "John Smith", "J********驾车案"),
        ("张某案", "张", "张某案"),
        ("经营 案", "", "经营 案"),
        ("（未署名）", "（）", "（未署名）"),
    ],
)
def test_a_name_is_masked_in_a_text_however_it_is_spelled(
    text: str, name: str, wanted: str
) -> None:
    assert mask_name_in(text, name) == wanted
