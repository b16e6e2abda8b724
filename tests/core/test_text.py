"""One form of text, and initials."""

import pytest

from core.text import pinyin_initials, to_halfwidth


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ＡＢｃ１２３", "ABc123"),
        ("９１３３－０７０２", "9133-0702"),
        ("罚款　５０００．５０元", "罚款 5000.50元"),
        ("￥１００", "¥100"),
        ("罚款，并没收（工具）；责令改正：停业！", "罚款，并没收（工具）；责令改正：停业！"),
        ("〔2024〕12号、《行政处罚法》。", "〔2024〕12号、《行政处罚法》。"),
        ("", ""),
    ],
)
def test_codes_become_half_width_and_prose_stays(given: str, wanted: str) -> None:
    assert to_halfwidth(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("市场监督管理局", "scjdglj"),
        ("重庆市", "cqs"),
        ("Ａ级景区 2 处", "ajjq2c"),
        ("（行政处罚）", "xzcf"),
        ("", ""),
    ],
)
def test_initials_of_chinese(given: str, wanted: str) -> None:
    assert pinyin_initials(given) == wanted
