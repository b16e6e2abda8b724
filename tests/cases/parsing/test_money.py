"""Money: 万元 columns and free text, always to the 分."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.parsing.money import (
    MoneyKind,
    amount_from_text,
    from_wan,
    from_yuan,
    is_blank,
    text_warning,
    to_wan,
    yuan_as_wan,
)

YUAN = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("3.472365", "34723.65"),
        ("0.00092", "9.20"),
        (0.2, "2000.00"),
        (5, "50000.00"),
        ("1,234.5", "12345000.00"),
        ("０．２", "2000.00"),
        ("0.2万元", "2000.00"),
        ("2000元", "2000.00"),
        (Decimal("1.0185"), "10185.00"),
        ("9.2e-4", "9.20"),
        (0, "0.00"),
    ],
)
def test_it_reads_a_wan_column(cell: object, yuan: str) -> None:
    assert str(from_wan(cell)) == yuan


@given(YUAN)
def test_wan_and_yuan_are_one_another_s_inverse(yuan: Decimal) -> None:
    assert from_wan(to_wan(yuan)) == yuan


@given(YUAN)
def test_a_float_from_a_spreadsheet_means_what_was_typed(yuan: Decimal) -> None:
    small = yuan % 10**7
    assert from_wan(float(small / 10000)) == small


def test_finer_than_a_cent_is_refused_and_says_so() -> None:
    with pytest.raises(ValidationError, match=r"0\.0000001.*超过两位"):
        from_wan("0.0000001")


@pytest.mark.parametrize("cell", ["-1", "abc", "", None, True, "NaN", "Infinity", "1.2.3", "1,2"])
def test_what_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(ValidationError):
        from_wan(cell)


def test_more_than_any_column_holds_is_refused() -> None:
    with pytest.raises(ValidationError, match="过大"):
        from_wan("99999999999999999")


def test_a_yuan_column_understands_wan_when_it_is_written() -> None:
    assert from_yuan("0.2万元") == 2000
    assert from_yuan("¥1,234.50") == Decimal("1234.50")
    assert from_yuan(300) == 300


@pytest.mark.parametrize("cell", ["", "  ", "-", "/", "无", None])
def test_blank_cells_are_known(cell: object) -> None:
    assert is_blank(cell)
    assert not is_blank(0)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("罚款34723.65元", "34723.65"),
        ("罚款.15元", "0.15"),
        ("罚款1,234.5元", "1234.5"),
        ("处5万元罚款", "50000"),
        ("罚款5万元", "50000"),
        ("罚款人民币叁仟元整", "3000"),
        ("罚款人民币叁仟元整（¥3000.00元）", "3000"),
        ("罚款人民币壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"),
        ("罚款三千元", "3000"),
        ("警告；没收违法所得980元；罚款２０００元", "2000"),
        ("1.没收违法所得980元；2.处以罚款人民币50000元", "50000"),
        ("对公司罚款5万元；对张某罚款1万元", "60000"),
        ("对公司罚款5万元，对张某罚款1万元，罚款合计6万元", "60000"),
        ("没收违法所得133元", None),
        ("警告", None),
        ("罚款", None),
    ],
)
def test_it_finds_the_fine_in_a_decision(text: str, fine: str | None) -> None:
    assert amount_from_text(text, MoneyKind.FINE) == (Decimal(fine) if fine else None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("没收违法所得人民币1234.56元，并处罚款3万元", "1234.56"),
        ("罚款3万元;没收违法所得980元", "980"),
        ("没收非法财物;罚款3万元", None),
        ("没收违法所得", None),
    ],
)
def test_it_finds_what_was_confiscated(text: str, amount: str | None) -> None:
    expected = Decimal(amount) if amount else None
    assert amount_from_text(text, MoneyKind.CONFISCATION) == expected


@given(YUAN)
def test_any_fine_written_in_figures_is_found(yuan: Decimal) -> None:
    assert amount_from_text(f"警告;罚款{yuan:.2f}元;没收非法财物", "fine") == yuan
    assert amount_from_text(f"处{yuan:,.2f}元罚款", "fine") == yuan


def test_column_and_text_that_agree_give_no_warning() -> None:
    assert text_warning(Decimal("300.00"), "罚款300元", "fine") is None
    assert text_warning(None, "警告", "fine") is None
    assert text_warning(Decimal("144.48"), "没收违法所得", "confiscation") is None


def test_column_and_text_that_differ_give_a_warning_with_both() -> None:
    warning = text_warning(Decimal(3000), "罚款300元", "fine")
    assert warning is not None
    assert "3000" in warning
    assert "300 元" in warning


def test_yuan_in_a_wan_column_is_recognised() -> None:
    assert yuan_as_wan(from_wan("2000"), "罚款2000元", "fine") == 2000
    assert yuan_as_wan(from_wan("0.2"), "罚款2000元", "fine") is None
    assert yuan_as_wan(from_wan("0.3"), "罚款2000元", "fine") is None
    assert yuan_as_wan(from_wan("2000"), "警告", "fine") is None
