"""The parts of an article: paragraphs (款) and items (项) as its text has them on lines."""

import re
from dataclasses import dataclass

from core.numerals import NUMERAL, to_int

_LABEL = re.compile(rf"(?:第({NUMERAL}|\d+)条(?:之({NUMERAL}|\d+))?|条目({NUMERAL}))")
_ITEM = re.compile(rf"[（(]({NUMERAL}|\d+)[）)]\s*")
_POINT = re.compile(r"\s*(?:[（(]?\d+[）)]?[.．、]|[①-⑳])")


@dataclass(frozen=True)
class Item:
    """An item with its number as printed, such as （一）."""

    number: int
    label: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, counted from 1: its words before the items, and the items."""

    number: int
    text: str
    items: tuple[Item, ...] = ()

    def item(self, number: int) -> Item | None:
        """The item of this number, or None."""
        return next((item for item in self.items if item.number == number), None)


def read_label(label: str) -> tuple[int, int]:
    """Article and 之 of 第二百七十六条之一; an entry of an amendment (条目三) counts as an article.

    (0, 0) for a text without articles.
    """
    found = _LABEL.fullmatch(label.strip())
    if not found:
        return 0, 0
    return to_int(found[1] or found[3]), to_int(found[2]) if found[2] else 0


def split_article(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an article. A line that begins with （一） is an item of the paragraph
    above, one that begins with 1. belongs to the item above; every other line is a paragraph,
    unless the next item shows that the items before it went on.
    """
    found: list[tuple[str, list[Item]]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        mark = _ITEM.match(line)
        items = found[-1][1] if found else []
        if mark and found:
            items = _continued(found, to_int(mark[1]))
            items.append(Item(to_int(mark[1]), mark.group().strip(), line[mark.end() :]))
        elif items and _POINT.match(line):
            items[-1] = Item(items[-1].number, items[-1].label, f"{items[-1].text}\n{line}")
        else:
            found.append((line, []))
    return tuple(
        Paragraph(number, lead, tuple(items)) for number, (lead, items) in enumerate(found, start=1)
    )


def _continued(found: list[tuple[str, list[Item]]], number: int) -> list[Item]:
    """The items that item `number` goes on with: those of the last paragraph, or of the one
    before, whose last item then takes in the lines that stood between.
    """
    lead, items = found[-1]
    before = found[-2][1] if len(found) > 1 else []
    if number > 1 and not items and before and before[-1].number == number - 1:
        last = before[-1]
        before[-1] = Item(last.number, last.label, f"{last.text}\n{lead}")
        found.pop()
        return before
    return items


def is_regular(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether every paragraph's items count from one: only then is 第二款第（一）项 sure."""
    return all(
        [item.number for item in paragraph.items] == list(range(1, len(paragraph.items) + 1))
        for paragraph in paragraphs
    )
