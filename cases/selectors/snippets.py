"""The piece of a text in which words were found, cut at the words so that they can be marked."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cases.parsing.names import name_initials

BEFORE, AFTER = 18, 42


@dataclass(frozen=True)
class Piece:
    """Some of a text; `hit` when it is a word that was asked for."""

    text: str
    hit: bool = False


def holds(text: str, words: Collection[str]) -> bool:
    """Whether every word stands in the text, capitals or not."""
    return all(word.upper() in text.upper() for word in words)


def marked(text: str, words: Collection[str]) -> tuple[Piece, ...]:
    """The whole text, cut at the words."""
    if not words:
        return (Piece(text),)
    # The longest first: 食品安全 isn't 食品 and a rest.
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    cuts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return tuple(Piece(part, hit=i % 2 == 1) for i, part in enumerate(cuts) if part)


def snippet(text: str, words: Collection[str]) -> tuple[Piece, ...]:
    """The surroundings of the first word found, on one line."""
    flat = " ".join(text.split())
    first = min((flat.upper().find(word.upper()) for word in words), default=0)
    start = max(0, first - BEFORE)
    end = max(0, first) + AFTER
    cut = "…" * (start > 0) + flat[start:end] + "…" * (end < len(flat))
    return marked(cut, words)


def marked_initials(name: str, initials: str) -> tuple[Piece, ...]:
    """The characters of a name whose initials were typed; unmarked where they can't be told."""
    spelled = name_initials(name)
    at = spelled.find(initials)
    if at < 0 or len(spelled) != len(name):
        return (Piece(name),)
    end = at + len(initials)
    parts = (Piece(name[:at]), Piece(name[at:end], hit=True), Piece(name[end:]))
    return tuple(part for part in parts if part.text)
