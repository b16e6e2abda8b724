"""Cells as text, and what is said about them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from cases.importing.tables import Cell
from cases.parsing.fold import one_line
from cases.parsing.headings import Column
from cases.parsing.money import is_blank
from core.crypto import keyed_hash

Cells = Mapping[Column, Cell]
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet keeps 15 digits of a number; what comes after is lost.
_EXACT_BELOW = 10**15
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?1\d", re.ASCII)
_PLACE = re.compile(r"%\(\w+\)[-+ .\d]*[a-z]")
_QUOTED = re.compile(r"“[^”]*”|\d[\d,.]*")
_BLANKS = re.compile(r"…(?:-?…)+")
# Columns where a break only fits the text into its cell; elsewhere it tells things apart.
_ONE_LINE = frozenset(
    {
        *(Column.DECISION_NO, Column.FILE_NO, Column.CASE_NAME, Column.VIOLATION_TYPE),
        *(Column.PARTY_NAME, Column.LEGAL_REP_NAME, Column.ADDRESS, Column.CONDUCT_PLACE),
    }
)
_MOST_SAID = 300
_MOST_QUOTED = 200


@dataclass(frozen=True)
class Message:
    """A fault, a reminder or a remark; `heading` as the file spells it, "" for the whole row.

    `template` is a marked text and `values` what it is filled with, so that every viewer
    reads it in the own language.
    """

    level: str
    heading: str
    template: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The message in the language of who reads it."""
        text = gettext(self.template) if self.template else ""
        return (text % self.values if self.values else text)[:_MOST_SAID]

    @property
    def kind(self) -> str:
        """What messages of the same sort share, whatever figures and words they quote."""
        sort = _QUOTED.sub("…", self.template)
        key = f"{self.level}\n{self.heading}\n{sort}"
        return hashlib.sha256(key.encode()).hexdigest()[:10]

    @property
    def sort(self) -> str:
        """The message without what it quotes, for a list of sorts."""
        text = gettext(self.template) if self.template else ""
        return _BLANKS.sub("…", _QUOTED.sub("…", _PLACE.sub("…", text)))[:_MOST_SAID]

    def as_json(self) -> list[object]:
        """The message as it is stored; `from_json` reads it again."""
        return [self.level, self.heading, self.template, dict(self.values)]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Message":
        """A stored message."""
        return cls(*stored)


@dataclass
class Notes:
    """Collects what is said about one row."""

    headings: Mapping[Column, str]
    messages: list[Message] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether anything stands in the way of recording the row."""
        return any(message.level == "error" for message in self.messages)

    def refuse(self, column: Column | None, text: object, **values: object) -> None:
        """The row can't be recorded."""
        self._add("error", column, text, values)

    def warn(self, column: Column | None, text: object, **values: object) -> None:
        """The row is recorded; the clerk should look."""
        self._add("warning", column, text, values)

    def remark(self, column: Column | None, text: object, **values: object) -> None:
        """The row is recorded, and nothing about it is out of the ordinary."""
        self._add("info", column, text, values)

    def _add(
        self, level: str, column: Column | None, text: object, values: Mapping[str, object]
    ) -> None:
        heading = self.headings.get(column, str(column.label)) if column else ""
        told = {
            name: value if isinstance(value, int) else str(value)[:_MOST_QUOTED]
            for name, value in values.items()
        }
        message = Message(level, heading, str(text), told)
        if message not in self.messages:
            self.messages.append(message)

    @contextmanager
    def about(self, column: Column, *, refusing: bool = True) -> Iterator[None]:
        """Turn a ValidationError of the block into a message about the column."""
        try:
            yield
        except ValidationError as fault:
            say = self.refuse if refusing else self.warn
            for error in fault.error_list:
                say(column, error.message, **(error.params or {}))


def text_of(cell: Cell) -> str:
    """A cell as text; "" for a dash, 无 and the like. ValidationError for lost digits."""
    if cell is None or isinstance(cell, bool) or is_blank(cell):
        return ""
    lost = isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip())
    # Not `>=`: NaN is refused as well.
    if lost or (isinstance(cell, int | float) and not abs(cell) < _EXACT_BELOW):
        raise ValidationError(
            _("单元格是数字格式，第 15 位以后的数字已经丢失。请把该列设为文本格式后重新填写。")
        )
    if isinstance(cell, int | float):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    text = _UNPRINTABLE.sub("", cell).strip()
    # The report, and clerks, put an apostrophe before what a spreadsheet would take for a
    # formula or a number; copied from the line of entry it stands in the text.
    marked = text[:1] == "'" and (text[1:2] in set("=+-@") or "'" not in text[1:])
    return text[1:] if marked else text


def short_text(cells: Cells, column: Column, notes: Notes, most: int) -> str:
    """The text of a column; one that is longer than the record holds refuses the row."""
    text = ""
    with notes.about(column):
        text = text_of(cells.get(column))
    if column in _ONE_LINE:
        text = one_line(text)
    if len(text) <= most:
        return text
    said = _("内容有 %(length)s 个字，最多 %(most)s 个字，请缩短。")
    notes.refuse(column, said, length=len(text), most=most)
    return ""


def canonical(cells: Cells) -> str:
    """The row in one spelling, whatever kind of file it stands in."""
    columns = (c for c in Column if c in cells and c != Column.CHECK_RESULT)
    parts = ((column.value, _plain(cells[column])) for column in columns)
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
