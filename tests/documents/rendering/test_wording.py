"""Papers speak as an office does: of us and of you, of money, to the end of a sentence."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from documents.kinds import KINDS
from documents.rendering import BlockKind, Paper, paper_from, title_of
from documents.rendering.capitals import in_capitals
from documents.rendering.naming import short_noun
from documents.rendering.titles import broken
from documents.rendering.wording import filled_in, lines_of, with_stop
from tests.documents.lifelike import lifelike_values
from tests.documents.samples import ISSUER, SEAL, WRITTEN, values_of

_COURT = "金华市婺城区人民法院"


def _said(made: Paper) -> str:
    texts = [part for block in made.blocks for part in (block.text, *block.items)]
    return "\n".join(texts)


def _paper(key: str, **more: Any) -> Paper:
    values = {**values_of(KINDS[key]), **more.pop("values", {})}
    return paper_from(KINDS[key], values, **{"issuer": ISSUER, "addressee": _COURT, **more})


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("86400.5", "捌万陆仟肆佰元伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100500", "壹拾万零伍佰元整"),
        ("100000000", "壹亿元整"),
        ("100000500.00", "壹亿零伍佰元整"),
        ("20030000000", "贰佰亿叁仟万元整"),
        (
            "999999999999999.99",
            "玖佰玖拾玖万亿玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ],
)
def test_money_is_spelled_in_characters_that_cannot_be_altered(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == words


def test_a_negative_amount_is_none() -> None:
    with pytest.raises(ValueError, match="amount"):
        in_capitals(Decimal("-1"))


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("婺城区公安局", "局"),
        ("金华市公安局婺城分局", "局"),
        ("婺城区人民检察院", "院"),
        (_COURT, "院"),
        ("婺城区纪律检查委员会", "委"),
        ("白龙桥镇人民政府", "单位"),
        ("婺城区公安局、婺城区司法局", "单位"),
        ("", "单位"),
    ],
)
def test_an_agency_is_called_by_the_last_of_its_name(name: str, noun: str) -> None:
    assert short_noun(name) == noun


def test_a_letter_says_we_and_you_as_offices_do() -> None:
    said = _said(_paper("clue_transfer"))
    assert "我局在履行职责中" in said
    assert "请贵院收到后签收" in said


def test_the_stub_speaks_back_to_the_issuer() -> None:
    made = _paper("clue_transfer", number="甲〔2026〕1号")
    (stub,) = [block for block in made.blocks if block.kind == BlockKind.STUB]
    assert stub.items[0] == f"{ISSUER}："
    assert stub.items[1].startswith("你局甲〔2026〕1号")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("甲", "见甲。"),
        ("甲。", "见甲。"),
        ("甲；", "见甲。"),
        ("甲！", "见甲！"),
        ("甲。\n", "见甲。"),
    ],
)
def test_a_sentence_ends_once_whatever_was_typed(typed: str, words: str) -> None:
    assert filled_in("见{a}。", {"a": typed}) == words


@pytest.mark.parametrize("key", WRITTEN)
def test_no_sentence_ends_twice(key: str) -> None:
    kind = KINDS[key]
    made = paper_from(kind, lifelike_values(kind), issuer=ISSUER, addressee=_COURT)
    for wrong in ("。。", "；。", "，。", "；；", "，，", "：：", "{", "}"):
        assert wrong not in _said(made), wrong


@pytest.mark.parametrize("key", WRITTEN)
def test_it_reads_without_what_may_be_left_out(key: str) -> None:
    kind = KINDS[key]
    values = lifelike_values(kind, empty=True)
    made = paper_from(kind, values, issuer=ISSUER, addressee=_COURT, seal=SEAL)
    assert "待填" not in _said(made) + made.title
    headings = [block.kind == BlockKind.HEADING for block in made.blocks]
    assert not any(one and other for one, other in pairwise(headings))
    assert not headings[-1]


def test_money_stands_in_figures_and_in_characters() -> None:
    said = _said(_paper("reminder"))
    assert "应缴金额：86,400.50元（大写：人民币捌万陆仟肆佰元伍角整）。" in said


def test_a_decision_tells_only_the_remedy_that_there_is() -> None:
    upheld = _said(_paper("recon_decision", values={"decision": "uphold"}))
    filed = _said(_paper("recon_decision", values={"decision": "file"}))
    assert "建议人民检察院依法进行立案监督" in upheld
    assert "建议人民检察院" not in filed
    assert "移交我局" in filed
    assert "移交我局" not in upheld


def test_an_urgent_ruling_says_so_and_another_does_not() -> None:
    urgent = _said(_paper("execution_ruling", values={"urgent": "是"}))
    usual = _said(_paper("execution_ruling", values={"urgent": "否"}))
    assert "立即执行" in urgent
    assert "立即执行" not in usual


@pytest.mark.parametrize("key", ["execution_ruling", "non_prosecution", "filing_decision"])
def test_a_ruling_and_a_decision_address_nobody(key: str) -> None:
    assert _paper(key).addressee == ""
    assert _paper("clue_transfer").addressee == _COURT


@pytest.mark.parametrize(
    ("key", "values", "title"),
    [
        ("execution_ruling", {}, "行政裁定书"),
        ("this_run_ruling", {}, "执行裁定书"),
        ("class_suggestion", {}, "检察建议书"),
        ("reasons_demand", {"subject": "应当立案而不立案"}, "要求说明不立案理由通知书"),
        ("reasons_demand", {"subject": "不应当立案而立案"}, "要求说明立案理由通知书"),
    ],
)
def test_it_bears_the_name_that_such_papers_have(
    key: str, values: dict[str, str], title: str
) -> None:
    assert title_of(KINDS[key], values, ISSUER) == title


def test_a_title_does_not_tear_words_apart() -> None:
    words = "移送某某食品有限公司销售不符合食品安全标准的食品并涉嫌生产销售伪劣产品一案"
    lines = broken(f"{ISSUER}关于{words}的函", ISSUER).split("\n")
    for before, after in pairwise(lines):
        assert before[-1] + after[0] not in {"公司", "食品", "安全", "标准", "销售", "涉嫌"}
        assert after[0] not in "的等案"


@pytest.mark.parametrize(
    "ending", ["提请批准逮捕的告知函", "移送审查起诉的告知函", "的立案监督案件催办函"]
)
def test_a_title_takes_a_line_more_rather_than_part_a_word_from_its_not(ending: str) -> None:
    company = "金华市婺城区白龙桥镇众邦生态农业科技开发有限责任公司"
    words = f"{company}等涉嫌生产、销售不符合安全标准的食品案{ending}"
    lines = broken(f"{ISSUER}关于{words}", ISSUER).split("\n")
    assert not any(line.endswith("不") for line in lines)
    assert all(len(line) <= 20 for line in lines)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("当事人的行为达到追诉标准", "当事人的行为达到追诉标准。"),
        ("罚款1,296,450.00元", "罚款1,296,450.00元。"),
        ("处罚款（大写：人民币壹元整）", "处罚款（大写：人民币壹元整）。"),
        ("已经说明。", "已经说明。"),
        ("他说：“已经付清。”", "他说：“已经付清。”"),
        ("没收违法所得；", "没收违法所得；"),
        ("是否属实？", "是否属实？"),
        ("【待填：理由】", "【待填：理由】"),
    ],
)
def test_a_paragraph_that_was_typed_ends_with_a_stop(typed: str, printed: str) -> None:
    assert with_stop(typed) == printed


def test_every_paragraph_of_a_value_is_ended_and_none_of_the_template() -> None:
    said = _said(_paper("recheck_request", values={"reason": "其一，事实不清\n其二，证据不足"}))
    assert "其一，事实不清。\n其二，证据不足。" in said
    assert "\n此致\n" in said


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("wrongly_filed", "立案理由说明书"),
        ("not_filed", "不立案理由说明书"),
        ("", "不立案理由说明书"),
    ],
)
def test_the_answer_of_the_police_is_called_by_what_they_were_asked(asked: str, title: str) -> None:
    values = {**values_of(KINDS["reasons_explanation"]), "subject": asked}
    assert title_of(KINDS["reasons_explanation"], values, ISSUER) == title


def test_a_stop_that_was_typed_tears_no_sentence_apart() -> None:
    said = _said(_paper("crime_transfer", values={"receiver": "婺城区公安局。"}))
    assert "现将该案移送婺城区公安局处理。" in said


@pytest.mark.parametrize(
    ("key", "name", "title"),
    [
        ("consultation_letter", "title", "关于广告代言人责任的咨询函"),
        ("clue_transfer", "name", "关于移送“广告代言人责任”线索的函"),
    ],
)
@pytest.mark.parametrize("ending", ["", "的咨询", "线索"])
def test_a_title_says_no_word_twice(key: str, name: str, title: str, ending: str) -> None:
    if (key, ending) in {("consultation_letter", "线索"), ("clue_transfer", "的咨询")}:
        ending = ""
    made = title_of(KINDS[key], {name: f"广告代言人责任{ending}"}, ISSUER)
    assert made == f"{ISSUER}{title}"


def test_a_title_keeps_the_number_of_a_paper_whole() -> None:
    title = f"{ISSUER}关于落实婺市监移〔2026〕12号整改情况的报告"
    assert any("婺市监移〔2026〕12号" in line for line in broken(title, ISSUER).split("\n"))
    for ahead in range(12):
        title = f"{ISSUER}关于{'落' * ahead}实婺市监移〔2026〕12号整改情况的报告"
        assert any("〔2026〕12号" in line for line in broken(title, ISSUER).split("\n"))


def test_a_title_without_a_place_to_break_is_cut_where_the_line_is_full() -> None:
    lines = broken("A" * 90, ISSUER).split("\n")
    assert "".join(lines) == "A" * 90


def test_a_line_may_ask_for_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "documents.rendering.wording.wording", lambda key, edition: "?a=x ?b 甲{b}。"
    )
    (line,) = lines_of("no_such_kind", 8)
    assert line.only_with == ("a", "b")
    assert line.only_if == (("a", "x"),)
