"""Articles are parted into paragraphs and items as statutes count them."""

import pytest

from cases.parsing.articles import is_regular, read_label, split_article
from tests.cases.laws.conftest import shipped


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("第一条", (1, 0)),
        ("第二百七十六条之一", (276, 1)),
        ("第12条", (12, 0)),
        ("条目三", (3, 0)),
        ("全文", (0, 0)),
        ("第一章", (0, 0)),
    ],
)
def test_a_label_is_read_as_numbers(label: str, numbers: tuple[int, int]) -> None:
    assert read_label(label) == numbers


def test_items_belong_to_the_paragraph_above_them() -> None:
    first, second = split_article("有下列情形之一的：\n（一）甲；\n（二）乙。\n前款规定也适用。")
    assert [item.label for item in first.items] == ["（一）", "（二）"]
    assert (second.number, second.text, second.items) == (2, "前款规定也适用。", ())


def test_points_under_an_item_stay_with_it() -> None:
    (only,) = split_article("有下列之一的：\n（一）甲：\n1.子\n2.丑\n（二）乙。")
    assert only.items[0].text == "甲：\n1.子\n2.丑"
    assert len(only.items) == 2


def test_a_line_between_two_items_belongs_to_the_first() -> None:
    (only,) = split_article("下列规定：\n（一）甲。\n甲的续行。\n（二）乙。")
    assert [item.text for item in only.items] == ["甲。\n甲的续行。", "乙。"]
    assert is_regular((only,))


def test_items_that_dont_count_from_one_are_irregular() -> None:
    assert not is_regular(split_article("下列规定：\n（五）甲。"))


def test_every_article_that_ships_has_a_number_and_nearly_all_are_regular() -> None:
    articles = [article for version in shipped() for article in version.articles]
    assert len(articles) == 32_567
    irregular = 0
    for article in articles:
        assert article.numbers != (0, 0) or article.label == "全文", article.label
        paragraphs = split_article(article.text)
        assert paragraphs
        irregular += not is_regular(paragraphs)
    assert irregular <= 10
