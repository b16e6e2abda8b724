"""The little language of the templates in documents/kinds/texts.

A line is a paragraph, with names of sections in braces. At its beginning may stand:

    #, ##, ###, ####   a heading of that level; its number is counted, never written
    >                  a paragraph that isn't indented
    ?name              only when this section is filled in; the rest of the line follows
    ?name=key          only when this key of a choice was taken
    @list name         the entries of a section, numbered
    @table name        the rows of a section as a table
    @fields a b c      labels and values of sections, side by side
    @stub … @end       the receipt to be cut off

Of money, `{name_capital}` is the amount in characters (大写). `{we}` and `{you}` are how issuer and
addressee are called after 我, 贵 and 你: 局, 院, 委 or 单位.

It is read before any value is put in, so nothing that somebody typed can be taken for it.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from documents.kinds.texts import wording

# Words that titles end with and that templates put behind them.
_SAID_AGAIN = ("的咨询", "线索")
# With the full stop that follows: it ends the sentence, whether or not one was typed.
_NAMES = re.compile(r"\{(\w+)\}(。?)")
_STOPS = "。；;，,、"
# With one of these at its end, also before what closes it, a sentence is ended.
_ENDS = "。；;，,、：:！!？?…—"
_CLOSING = "”’」』）)》〉"
# What the name of money has behind it where it stands in characters.
CAPITAL = "_capital"
# Names that aren't sections: what is known of the paper itself.
GIVEN = frozenset({"issuer", "number", "addressee", "title", "dated", "we", "you"})


@dataclass(frozen=True)
class Line:
    """One line of a template."""

    # heading, paragraph, plain, list, table, fields, stub or end
    what: str
    text: str = ""
    level: int = 0
    # The sections that it must have to be printed.
    only_with: tuple[str, ...] = ()
    # Choices with the key that must have been taken.
    only_if: tuple[tuple[str, str], ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether the whole paragraph is one value, with nothing of the template around it."""
        found = _NAMES.fullmatch(self.text)
        return self.what == "paragraph" and found is not None and not found.group(2)

    @property
    def names(self) -> tuple[str, ...]:
        """The sections that it shows."""
        if self.what in {"list", "table", "fields"}:
            return tuple(self.text.split())
        return tuple(name.removesuffix(CAPITAL) for name, _stop in _NAMES.findall(self.text))


@cache
def lines_of(key: str, edition: int = 1) -> tuple[Line, ...]:
    """The template of a kind, read; raises ValueError for a word after @ that isn't known."""
    found = (raw.strip() for raw in wording(key, edition).splitlines())
    return tuple(_line(raw) for raw in found if raw)


def _line(raw: str) -> Line:
    only_with: tuple[str, ...] = ()
    only_if: tuple[tuple[str, str], ...] = ()
    while raw.startswith("?"):
        asked, _space, raw = raw[1:].partition(" ")
        name, _is, key = asked.partition("=")
        only_with = (*only_with, name)
        if key:
            only_if = (*only_if, (name, key))
    return replace(_bare(raw), only_with=only_with, only_if=only_if)


def _bare(raw: str) -> Line:
    if raw.startswith("@"):
        what, _space, rest = raw[1:].partition(" ")
        if what not in {"list", "table", "fields", "stub", "end"}:
            raise ValueError(f"@{what} is no word of the templates")
        return Line(what, rest.strip())
    if raw.startswith("#"):
        text = raw.lstrip("#")
        return Line("heading", text.strip(), level=len(raw) - len(text))
    if raw.startswith(">"):
        return Line("plain", raw[1:].strip())
    return Line("paragraph", raw)


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text with its names replaced, once: a value's own braces stay as they are."""

    def value_at(found: re.Match[str]) -> str:
        value, stop = values[found.group(1)], found.group(2)
        if stop:
            return _ended(value, stop)
        # A stop that was typed would tear the sentence apart that goes on here.
        after = text[found.end() :].strip()
        return _once(value.rstrip().rstrip(_STOPS), after) if after else value

    return _NAMES.sub(value_at, text)


def _once(value: str, after: str) -> str:
    """The value without the word at its end that the template says again: 线索, 的咨询."""
    for word in _SAID_AGAIN:
        if (
            value.endswith(word)
            and len(value) > len(word) + 3
            and after.lstrip("”").startswith(word)
        ):
            return value.removesuffix(word)
    return value


def _ended(value: str, stop: str) -> str:
    value = value.rstrip().rstrip(_STOPS)
    return value if value.endswith(("！", "？")) else value + stop


def with_stop(text: str) -> str:
    """A paragraph that somebody typed, with the full stop that is missing at its end."""
    bare = text.rstrip()
    if bare.endswith(tuple(_ENDS)) or bare.rstrip(_CLOSING).endswith(("。", "！", "？", "…")):
        return text
    last = bare[-1:]
    return bare + "。" if last.isalnum() or last in "％%℃㎡元" + _CLOSING else text
