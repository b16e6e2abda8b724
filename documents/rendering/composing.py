"""A paper from its kind and its values: the wording filled in, gaps shown or refused."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation

from documents.kinds.base import Layout, PaperKind, Section
from documents.kinds.checking import is_empty, problems
from documents.rendering import values as texts
from documents.rendering.naming import short_noun
from documents.rendering.numerals import heading_number
from documents.rendering.paper import Block, BlockKind, Paper
from documents.rendering.wording import CAPITAL, Line, filled_in, lines_of, with_stop

_AMENDMENT = "本文书对{number}作出变更；原文书与本文书不一致的，以本文书为准。"


class MissingValues(ValueError):
    """A sealed paper lacks what it must say: messages by section."""

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in found.items()))
        self.found = dict(found)


def paper_from(
    kind: PaperKind,
    values: Mapping[str, Any],
    *,
    issuer: str,
    number: str = "",
    dated: dt.date | None = None,
    addressee: str = "",
    copies: Sequence[str] = (),
    enclosures: Sequence[str] = (),
    seal: str = "",
    amends: str = "",
    title: str = "",
    secrecy: str = "",
    urgency: str = "",
) -> Paper:
    """The paper as it is printed. Without `seal` it is a draft, with its gaps marked.

    `amends` is the number of the paper that this one changes. Raises MissingValues when a
    sealed paper isn't complete; it is never printed with a gap.
    """
    with translation.override("zh-hans"):
        if seal and (found := problems(kind, values)):
            raise MissingValues(found)
        words = _words(kind, values)
        given = {
            "issuer": texts.printable(issuer),
            "number": number or "（签发时编号）",
            "addressee": texts.printable(addressee) or "（主送机关）",
            "dated": texts.day_in_words(dated) if dated else "（签发日期）",
            "title": texts.printable(title) or _title(kind, values, words, issuer),
            "we": short_noun(issuer),
            "you": short_noun(addressee),
        }
        blocks = tuple(_blocks(kind, values, {**given, **words}))
        if amends:
            note = Block(BlockKind.PARAGRAPH, _AMENDMENT.format(number=amends))
            blocks = (note, *blocks)
        return Paper(
            kind=kind.key,
            kind_name=str(kind.name),
            layout=kind.layout,
            issuer=given["issuer"],
            number=number,
            title=given["title"],
            addressee=texts.printable(addressee) if kind.addressed else "",
            blocks=blocks,
            signature=given["issuer"],
            dated=dated,
            copies=tuple(map(texts.printable, copies)),
            enclosures=tuple(map(texts.printable, enclosures)),
            seal=seal,
            draft=not seal,
            secrecy=texts.printable(secrecy),
            urgency=texts.printable(urgency),
        )


def title_of(kind: PaperKind, values: Mapping[str, Any], issuer: str) -> str:
    """The title that a paper of this kind bears unless it is given another one."""
    with translation.override("zh-hans"):
        return _title(kind, values, _words(kind, values), issuer)


def _title(kind: PaperKind, values: Mapping[str, Any], words: dict[str, str], issuer: str) -> str:
    for name, value, title in kind.titles:
        if texts.printable(str(values.get(name, ""))) == value:
            return title
    if not kind.subject:
        return str(kind.name)
    # Letters name their issuer in the title (GB/T 9704-2012 7.3.1).
    front = issuer if kind.layout in {Layout.LETTER, Layout.OFFICIAL} else ""
    return front + filled_in(kind.subject, words).replace("\n", "")


def _words(kind: PaperKind, values: Mapping[str, Any]) -> dict[str, str]:
    words: dict[str, str] = {}
    for section in kind.sections:
        value = values.get(section.name)
        empty = is_empty(value)
        words[section.name] = gap(section) if empty else texts.in_words(section, value)
        if section.kind == "money":
            words[section.name + CAPITAL] = gap(section) if empty else texts.capital(value)
    return words


def gap(section: Section) -> str:
    """What stands in a draft where something is still missing."""
    return f"【待填：{section.label}】" if section.required else "无"


def _blocks(kind: PaperKind, values: Mapping[str, Any], words: dict[str, str]) -> Iterator[Block]:
    counts = [0, 0, 0, 0]
    stub: list[str] | None = None
    undecided = _undecided(kind, values)
    for line in lines_of(kind.key, kind.edition):
        if not _wanted(line, values):
            for name in undecided & {*line.only_with}:
                undecided.discard(name)
                yield Block(BlockKind.PARAGRAPH, gap(kind.section(name)))
            continue
        if line.what == "stub":
            stub = []
        elif line.what == "end":
            yield Block(BlockKind.STUB, items=tuple(stub or ()))
            stub = None
        elif stub is not None:
            stub.append(filled_in(line.text, words))
        elif line.what == "heading":
            number = _counted(counts, line.level)
            text = number + filled_in(line.text, words)
            yield Block(BlockKind.HEADING, text, level=line.level)
        elif line.what in {"paragraph", "plain"}:
            yield from _paragraphs(line, words)
        else:
            yield _gathered(kind, line, values, words)


def _undecided(kind: PaperKind, values: Mapping[str, Any]) -> set[str]:
    """Required sections that stand in no line and only decide which are printed, while empty:
    a draft shows their gap where the first of these lines would be."""
    shown = {name for line in lines_of(kind.key, kind.edition) for name in line.names}
    return {
        section.name
        for section in kind.sections
        if section.required and section.name not in shown and is_empty(values.get(section.name))
    }


def _wanted(line: Line, values: Mapping[str, Any]) -> bool:
    if any(is_empty(values.get(name)) for name in line.only_with):
        return False
    return all(values.get(name) == key for name, key in line.only_if)


def _counted(counts: list[int], level: int) -> str:
    counts[level - 1] += 1
    counts[level:] = [0] * (len(counts) - level)
    return heading_number(counts[level - 1], level)


def _paragraphs(line: Line, words: dict[str, str]) -> Iterator[Block]:
    kind = BlockKind.PLAIN if line.what == "plain" else BlockKind.PARAGRAPH
    for text in filled_in(line.text, words).splitlines():
        if words_said := text.strip():
            yield Block(kind, with_stop(words_said) if line.is_typed else words_said)


def _gathered(
    kind: PaperKind, line: Line, values: Mapping[str, Any], words: dict[str, str]
) -> Block:
    sections = [kind.section(name) for name in line.names]
    if line.what == "fields":
        rows = tuple((str(each.label), _field(each, values, words)) for each in sections)
        return Block(BlockKind.FIELDS, rows=rows)
    (section,) = sections
    value = values.get(section.name)
    if line.what == "table":
        head = tuple(str(label) for _name, label in section.columns)
        empty = ((gap(section), *[""] * (len(head) - 1)),)
        return Block(BlockKind.TABLE, head=head, rows=texts.rows(section, value) or empty)
    found = texts.entries(value) or (gap(section),)
    return Block(BlockKind.LIST, items=found)


def _field(section: Section, values: Mapping[str, Any], words: dict[str, str]) -> str:
    value = values.get(section.name)
    if is_empty(value):
        return gap(section) if section.required else ""
    return "\n".join(texts.entries(value)) if section.kind == "lines" else words[section.name]
