"""Kinds of penalty: any order, any separator, nothing unknown passes."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.parsing.kinds import PenaltyKind, format_kinds, parse_kinds

K = PenaltyKind


def test_the_law_knows_fourteen_kinds() -> None:
    assert len(PenaltyKind) == 14


@given(
    st.sets(st.sampled_from(list(PenaltyKind)), min_size=1).flatmap(
        lambda kinds: st.permutations(sorted(kinds))
    ),
    st.sampled_from([";", "；", "、", ",", "，", "/", " ", "; ", "\n", "+"]),
)
def test_order_and_separator_do_not_matter(kinds: list[PenaltyKind], separator: str) -> None:
    text = separator.join(str(kind.label) for kind in kinds)
    assert parse_kinds(text).kinds == frozenset(kinds)


@given(st.frozensets(st.sampled_from(list(PenaltyKind)), min_size=1))
def test_what_is_exported_is_read_again(kinds: frozenset[PenaltyKind]) -> None:
    assert parse_kinds(format_kinds(kinds)).kinds == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("吊销营业执照", {K.REVOKE_LICENCE}),
        ("没收违法所得、没收非法财物", {K.CONFISCATE_GAINS, K.CONFISCATE_GOODS}),
        ("没收违法所得、非法财物;罚款", {K.CONFISCATE_GAINS, K.CONFISCATE_GOODS, K.FINE}),
        (
            "警告;没收违法所得;没收非法财物;罚款",
            {K.WARNING, K.CONFISCATE_GAINS, K.CONFISCATE_GOODS, K.FINE},
        ),
        ("责令停产停业整顿", {K.STOP_BUSINESS}),
        ("法律、行政法规规定的其他行政处罚", {K.OTHER}),
        ("罚款和警告", {K.FINE, K.WARNING}),
        ("fine;warning", {K.FINE, K.WARNING}),
    ],
)
def test_it_knows_the_spellings_of_offices(text: str, kinds: set[PenaltyKind]) -> None:
    assert parse_kinds(text).kinds == kinds


def test_what_other_means_is_kept() -> None:
    parsed = parse_kinds("罚款;其他-公开道歉")
    assert parsed.kinds == {K.FINE, K.OTHER}
    assert parsed.other == "公开道歉"


def test_an_order_to_correct_is_no_penalty() -> None:
    parsed = parse_kinds("责令改正;罚款")
    assert parsed.kinds == {K.FINE}
    assert "第二十八条" in parsed.warnings[0]


@pytest.mark.parametrize("text", ["责令改正", "", " ; "])
def test_no_kind_at_all_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="没有填写处罚类别"):
        parse_kinds(text)


def test_an_unknown_kind_is_named_and_the_known_ones_listed() -> None:
    with pytest.raises(ValidationError, match=r"“罚酒”不能识别.*警告、通报批评、罚款"):
        parse_kinds("罚酒;罚款")


def test_withholding_or_revoking_must_be_said() -> None:
    with pytest.raises(ValidationError, match="暂扣还是吊销"):
        parse_kinds("暂扣或者吊销许可证、暂扣或者吊销执照")
