"""Cells as text, and what is said about them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.sheets import Cell
from cases.parsing.headings import Column
from cases.parsing.money import is_blank
from core.crypto import keyed_hash

Cells = Mapping[Column, Cell]
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet keeps 15 digits of a number; what comes after is lost.
_EXACT_BELOW = 10**15
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_MOST_SAID = 300


@dataclass(frozen=True)
class Message:
    """A fault, a reminder or a remark; `heading` as the file spells it, "" for the whole row."""

    level: str
    heading: str
    text: str

    def as_json(self) -> dict[str, str]:
        """The message as it is stored."""
        return asdict(self)


@dataclass
class Notes:
    """Collects what is said about one row."""

    headings: Mapping[Column, str]
    messages: list[Message] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether anything stands in the way of recording the row."""
        return any(message.level == "error" for message in self.messages)

    def refuse(self, column: Column | None, text: object) -> None:
        """The row can't be recorded."""
        self._add("error", column, text)

    def warn(self, column: Column | None, text: object) -> None:
        """The row is recorded; the clerk should look."""
        self._add("warning", column, text)

    def remark(self, column: Column | None, text: object) -> None:
        """The row is recorded, and nothing about it is out of the ordinary."""
        self._add("info", column, text)

    def _add(self, level: str, column: Column | None, text: object) -> None:
        heading = self.headings.get(column, str(column.label)) if column else ""
        message = Message(level, heading, str(text)[:_MOST_SAID])
        if message not in self.messages:
            self.messages.append(message)

    @contextmanager
    def about(self, column: Column, *, refusing: bool = True) -> Iterator[None]:
        """Turn a ValidationError of the block into a message about the column."""
        try:
            yield
        except ValidationError as fault:
            for text in fault.messages:
                (self.refuse if refusing else self.warn)(column, text)


def text_of(cell: Cell) -> str:
    """A cell as text; "" for a dash, 无 and the like. ValidationError for lost digits."""
    if cell is None or isinstance(cell, bool) or is_blank(cell):
        return ""
    if isinstance(cell, int | float):
        if not abs(cell) < _EXACT_BELOW:  # so that NaN is refused as well
            raise ValidationError(
                _("单元格是数字格式，第 15 位以后的数字已经丢失。请把该列设为文本格式后重新填写。")
            )
        return str(int(cell)) if cell == int(cell) else repr(cell)
    text = _UNPRINTABLE.sub("", cell).strip()
    # The report puts an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text


def short_text(cells: Cells, column: Column, notes: Notes, most: int) -> str:
    """The text of a column; one that is longer than the record holds refuses the row."""
    text = ""
    with notes.about(column):
        text = text_of(cells.get(column))
    if len(text) <= most:
        return text
    said = _("内容有 %(length)d 个字，最多 %(most)d 个字，请缩短。")
    notes.refuse(column, said % {"length": len(text), "most": most})
    return ""


def canonical(cells: Cells) -> str:
    """The row in one spelling, whatever kind of file it stands in."""
    parts = ((column.value, _plain(cells[column])) for column in Column if column in cells)
    return "\n".join(f"{name}={value}" for name, value in parts if value)


def fingerprint(cells: Cells, occurrence: int) -> str:
    """The request key of a row without decision number: the same row gives the same case.

    `occurrence` tells apart rows of one file that say exactly the same, from 1.
    """
    return f"row:{keyed_hash(canonical(cells))}:{occurrence}"


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        cell = repr(cell)
    text = "".join(_UNPRINTABLE.sub("", cell).split())
    if not _NUMBER.fullmatch(text.removesuffix(".0")):
        return text
    return f"{Decimal(text).normalize():f}"


def by_column(fields: Sequence[str], raw: Iterable[Any]) -> dict[Column, Cell]:
    """The cells of a row under the columns that its headings were taken for."""
    return {Column(name): cell for name, cell in zip(fields, raw, strict=False) if name}


def text_or_mark(cell: Cell) -> str:
    """A cell as text for showing; a number that lost its digits as it stands."""
    try:
        return text_of(cell)
    except ValidationError:
        return str(cell)
