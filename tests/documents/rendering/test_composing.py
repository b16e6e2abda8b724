"""A paper is composed of its locked wording and of values that are never read as wording."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from documents.kinds import KINDS
from documents.rendering import BlockKind, MissingValues, Paper, paper_from, title_of
from documents.rendering.numerals import heading_number, in_chinese
from documents.rendering.titles import broken
from documents.rendering.wording import lines_of
from tests.documents.samples import ISSUER, SEAL, WRITTEN, odd, paper, values_of

HANDOVER = KINDS["crime_transfer"]


def _draft(values: dict[str, Any]) -> Paper:
    return paper_from(HANDOVER, values, issuer=ISSUER)


def _texts(made: Paper) -> str:
    blocks = made.blocks
    return "\n".join(
        part
        for block in blocks
        for part in (block.text, *block.items, *(cell for row in block.rows for cell in row))
    )


@pytest.mark.parametrize("key", WRITTEN)
def test_a_full_paper_has_no_gap_left(key: str) -> None:
    made = paper(key)
    assert "待填" not in _texts(made) + made.title
    assert "{" not in _texts(made) + made.title


@pytest.mark.parametrize("key", WRITTEN)
def test_an_empty_draft_shows_each_gap(key: str) -> None:
    kind = KINDS[key]
    made = paper_from(kind, {}, issuer=ISSUER)
    assert made.draft
    shown = _texts(made) + made.title
    for section in kind.sections:
        lines = [line for line in lines_of(key) if section.name in line.names]
        # What stands only where something was chosen is asked for once it is.
        awaited = bool(lines) and all(line.only_if for line in lines)
        gap_there = f"【待填：{section.label}】" in shown
        assert gap_there == (section.required and not awaited)


def test_a_sealed_paper_is_never_printed_with_a_gap() -> None:
    values = {**values_of(HANDOVER), "facts": ""}
    with pytest.raises(MissingValues) as caught:
        paper_from(HANDOVER, values, issuer=ISSUER, seal=SEAL)
    assert list(caught.value.found) == ["facts"]


def test_values_are_not_read_as_wording() -> None:
    values = {**values_of(HANDOVER), "facts": "# 标题\n?x @stub\n@end\n{charge}", "charge": "甲罪"}
    made = _draft(values)
    paragraphs = [block.text for block in made.blocks if block.kind == BlockKind.PARAGRAPH]
    assert {"# 标题。", "?x @stub。", "@end。", "{charge}"} <= set(paragraphs)
    assert len([block for block in made.blocks if block.kind == BlockKind.STUB]) == 1


@pytest.mark.parametrize("key", WRITTEN)
def test_odd_values_change_nothing_but_themselves(key: str) -> None:
    usual, strange = paper(key), paper(key, odd)
    kinds = {BlockKind.HEADING, BlockKind.STUB, BlockKind.TABLE, BlockKind.FIELDS}
    of_usual = [(block.kind, block.level) for block in usual.blocks if block.kind in kinds]
    assert of_usual == [(b.kind, b.level) for b in strange.blocks if b.kind in kinds]


def test_headings_are_counted_without_what_is_left_out() -> None:
    kind = KINDS["clue_return"]
    values = values_of(kind)
    del values["suggested"]
    made = paper_from(kind, values, issuer=ISSUER)
    headings = [block.text for block in made.blocks if block.kind == BlockKind.HEADING]
    assert headings == ["一、退回理由"]


@pytest.mark.parametrize(
    ("number", "level", "words"),
    [(1, 1, "一、"), (12, 1, "十二、"), (20, 2, "（二十）"), (3, 3, "3."), (4, 4, "（4）")],
)
def test_headings_are_numbered_as_the_standard_has_it(number: int, level: int, words: str) -> None:
    assert heading_number(number, level) == words


@pytest.mark.parametrize("number", [0, 100])
def test_a_heading_has_a_number_below_a_hundred(number: int) -> None:
    with pytest.raises(ValueError, match="heading"):
        in_chinese(number)


def test_days_and_money_are_written_out() -> None:
    made = paper("reminder")
    assert "2026年11月20日" in _texts(made)
    assert "86,400.50元" in _texts(made)


def test_an_amendment_names_the_paper_that_it_changes() -> None:
    made = paper("crime_transfer", amends="婺市监移〔2026〕3号")
    assert "婺市监移〔2026〕3号" in made.blocks[0].text


def test_a_letter_names_its_issuer_and_matter_in_the_title() -> None:
    kind = KINDS["clue_transfer"]
    assert title_of(kind, {"name": "某线索"}, ISSUER) == f"{ISSUER}关于移送“某线索”线索的函"


def test_a_paper_is_in_chinese_whatever_the_reader_speaks() -> None:
    with translation.override("en"):
        assert paper("involved_goods") == paper("involved_goods")
        assert "保管人" in _texts(paper("involved_goods"))


def test_characters_that_cannot_be_printed_are_marked_in_a_draft() -> None:
    made = _draft({"facts": "张😀三\x00\x1b[31m"})
    assert "张〓三[31m" in _texts(made)


def test_a_half_finished_draft_shows_what_was_typed() -> None:
    made = paper_from(KINDS["reminder"], {"decided_on": "上周", "amount": "几千"}, issuer=ISSUER)
    assert "上周" in _texts(made)
    assert "几千" in _texts(made)


def test_an_amount_with_an_exponent_does_not_fill_the_page() -> None:
    made = paper_from(KINDS["reminder"], {"amount": "1e999999"}, issuer=ISSUER)
    assert "1e999999" in _texts(made)


def test_an_unknown_word_of_a_template_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.rendering.wording.wording", lambda key, edition: "@shout a")
    with pytest.raises(ValueError, match="@shout"):
        lines_of("no_such_kind", 7)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("立案通知书", ["立案通知书"]),
        (
            f"{ISSUER}关于移送某某食品有限公司一案的函",
            [ISSUER, "关于移送某某食品有限公司一案的函"],
        ),
    ],
)
def test_a_title_breaks_by_sense(title: str, lines: list[str]) -> None:
    assert broken(title, ISSUER).split("\n") == lines


def test_a_long_title_breaks_into_even_lines() -> None:
    words = "移送某某食品有限公司销售不符合食品安全标准的食品并涉嫌生产销售伪劣产品一案"
    lines = broken(f"{ISSUER}关于{words}的函", ISSUER).split("\n")
    assert "".join(lines) == f"{ISSUER}关于{words}的函"
    assert max(map(len, lines)) <= 20
    # The sense goes before evenness.
    assert abs(len(lines[1]) - len(lines[2])) <= 6


def test_the_day_is_the_one_that_the_paper_bears() -> None:
    assert paper("crime_transfer").dated == dt.date(2026, 11, 2)
