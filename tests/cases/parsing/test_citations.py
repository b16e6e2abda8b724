"""Legal bases: real ones are read whole, and what is written is read again."""

import contextlib
import csv
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.parsing.citations import Citation, format_citation, parse_citations, title_key
from core.numerals import to_chinese, to_int

REAL = Path(__file__).parents[2] / "data" / "shenzhen_2022.csv"
CITATIONS = st.builds(
    Citation,
    law_title=st.sampled_from(
        ["中华人民共和国食品安全法", "广告法", "农药管理条例", "中华人民共和国刑法修正案（十一）",
         "关于办理生产、销售伪劣商品刑事案件具体应用法律若干问题的解释"]
    ),
    article=st.integers(1, 1300),
    sub=st.none() | st.integers(1, 12),
    paragraph=st.none() | st.integers(1, 12),
    item=st.none() | st.integers(1, 40),
    edition=st.sampled_from(["", "2018修正"]),
)  # fmt: skip


def brief(text: str) -> list[str]:
    return [format_citation(citation) for citation in parse_citations(text)]


@given(st.lists(CITATIONS, min_size=1, max_size=4, unique=True), st.sampled_from("，。；、,; "))
def test_what_is_written_is_read_again(citations: list[Citation], separator: str) -> None:
    assert parse_citations(separator.join(map(format_citation, citations))) == citations


@given(st.integers(1, 9999))
def test_chinese_numerals_go_both_ways(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("十二", 12), ("一百零七", 107), ("一千一百零七", 1107), ("一二四", 124),
     ("一亿二千万", 120_000_000),
     ("壹拾贰万叁仟", 123_000), ("两百", 200), ("55", 55)],
)  # fmt: skip
def test_it_reads_every_kind_of_numeral(text: str, number: int) -> None:
    assert to_int(text) == number


def test_every_real_basis_is_read_into_articles() -> None:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        bases = [row["处罚依据"] for row in csv.DictReader(file)]
    assert len(bases) == 32
    for basis in bases:
        citations = parse_citations(basis)
        laws = {
            part.split("/")[0] for part in basis.replace("，", ",").replace("。", ",").split(",")
        }
        assert {c.law_title for c in citations} == {law.split("(")[0] for law in laws}
        assert all(c.article for c in citations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "中华人民共和国广告法/第五章法律责任/第五十五条/第一款",
            ["《中华人民共和国广告法》第五十五条第一款"],
        ),
        (
            "《食品安全法》第一百二十四条第一款第（一）项、第（二）项，《广告法》第55条第1款",
            [
                "《食品安全法》第一百二十四条第一款第（一）项",
                "《食品安全法》第一百二十四条第一款第（二）项",
                "《广告法》第五十五条第一款",
            ],
        ),
        (
            "违反了《刑法》第二百七十六条之一的规定，依据《行政处罚法》第三十二条第一项、第三十三条第一、二款",
            [
                "《刑法》第二百七十六条之一",
                "《行政处罚法》第三十二条第（一）项",
                "《行政处罚法》第三十三条第一款",
                "《行政处罚法》第三十三条第二款",
            ],
        ),
        ("依据《广告法》(2018修正)第五十八条", ["《广告法》（2018修正）第五十八条"]),
        (
            "食品经营许可管理办法(2017修正)/第四十九条/第1款",
            ["《食品经营许可管理办法》（2017修正）第四十九条第一款"],
        ),
        ("《甲法》第五条至第七条", ["《甲法》第五条", "《甲法》第六条", "《甲法》第七条"]),
        ("《甲法》第五、六条", ["《甲法》第五条", "《甲法》第六条"]),
        (
            "根据中华人民共和国水法第四十八条和第六十九条的规定",
            ["《中华人民共和国水法》第四十八条", "《中华人民共和国水法》第六十九条"],
        ),
        ("《甲法》第五条，《甲法》第五条", ["《甲法》第五条"]),
        (
            "当事人的上述行为违反了广告法第九条的规定，依据该法第五十七条，应予处罚",
            ["《广告法》第九条", "《广告法》第五十七条"],
        ),
    ],
)  # fmt: skip
def test_it_reads_what_offices_write(text: str, expected: list[str]) -> None:
    assert brief(text) == expected


def numbered(text: str) -> list[tuple[int | None, ...]]:
    return [(c.article, c.sub, c.paragraph, c.item) for c in parse_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲法》第三至五条", [(3,), (4,), (5,)]),
        ("《甲法》第5-7条", [(5,), (6,), (7,)]),
        ("《甲法》第五条—第七条", [(5,), (6,), (7,)]),
        ("《甲法》第五条第一款至第三款", [(5, None, 1), (5, None, 2), (5, None, 3)]),
        ("《甲法》第五条第一款至第五条第三款", [(5, None, 1), (5, None, 2), (5, None, 3)]),
        ("《甲法》第九条第(一)至(三)项", [(9, None, None, n) for n in (1, 2, 3)]),
        ("《甲法》第九条第（一）项至第（三）项", [(9, None, None, n) for n in (1, 2, 3)]),
        ("《甲法》第九条第（一）、（三）至（四）项", [(9, None, None, n) for n in (1, 3, 4)]),
        ("《甲法》第二百七十六条之一至第二百七十六条之三", [(276, 1), (276, 2), (276, 3)]),
        ("《甲法》124条1款5项", [(124, None, 1, 5)]),
        ("食品安全法124条1款5项", [(124, None, 1, 5)]),
        ("根据城乡规划条例 十二条", [(12,)]),
        ("《甲法》第一百二十四条一款五项", [(124, None, 1, 5)]),
        ("《甲法》第３４条第⑩项", [(34, None, None, 10)]),
        ("《甲法》第二十九条但书规定", [(29,)]),
        ("《甲法》（2025修订）第二十六条", [(26,)]),
    ],
)
def test_ranges_and_what_people_leave_out(text: str, expected: list[tuple[int, ...]]) -> None:
    assert numbered(text) == [(*found, *[None] * (4 - len(found))) for found in expected]


@given(st.integers(1, 900), st.integers(1, 20), st.sampled_from(["至", "-", "—", "~", "到"]))
def test_a_range_is_all_that_lies_in_it(first: int, more: int, sign: str) -> None:
    last = first + more
    written = f"《甲法》第{to_chinese(first)}条{sign}第{to_chinese(last)}条"
    assert [c.article for c in parse_citations(written)] == list(range(first, last + 1))


@pytest.mark.parametrize(
    "text", ["《甲法》第八条至第五条", "《甲法》第5-500条", "《甲法》第九至三项"]
)
def test_a_range_that_runs_backwards_or_too_far_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_citations(text)


def test_the_words_as_written_are_kept() -> None:
    assert parse_citations("《广告法》第55条第1款")[0].original == "第55条第1款"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("第五十五条", "哪部法律"),
        ("《广告法》", "没有写明第几条"),
        ("《广告法》和《食品安全法》第五条", "《广告法》没有写明第几条"),
        ("有关规定", "没有找到法律条文"),
        ("", "没有找到法律条文"),
        ("《广告法》第一款", "哪部法律"),
        ("《广告法》第零条", "不存在"),
        ("当事人于五月销售第五条", "请加书名号"),
    ],
)
def test_half_a_citation_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        parse_citations(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValidationError):
        assert parse_citations(text)


def test_spellings_of_a_title_share_a_key() -> None:
    spellings = [
        "中华人民共和国广告法",
        "《广告法》",
        "广告法（2018修正）",
        " 中华人民共和国广告法(2021修正) ",
    ]
    assert {title_key(title) for title in spellings} == {"广告法"}
