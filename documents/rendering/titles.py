"""Where the lines of a long title break (GB/T 9704-2012 7.3.1: by sense, evenly, in the middle)."""

import unicodedata

# Characters of 二号 on one line of 156 mm.
_MOST = 20.0
_NOT_FIRST = "，。、；：！？）》」』】〕”’％"
_NOT_LAST = "（《「『【〔“‘"


def broken(title: str, issuer: str, most: float = _MOST) -> str:
    """The title with line breaks: the issuer first where it leads, the rest in even lines."""
    if "\n" in title or _width(title) <= most:
        return title
    rest = title.removeprefix(issuer)
    if rest != title and rest.startswith("关于") and _width(issuer) <= most:
        return "\n".join((issuer, *_even(rest, most)))
    return "\n".join(_even(title, most))


def _even(text: str, most: float) -> list[str]:
    """The fewest lines, as equal as they come."""
    lines: list[str] = []
    left = text
    while _width(left) > most:
        count = -(-_width(left) // most)
        at = _cut(left, _width(left) / count)
        lines.append(left[:at])
        left = left[at:]
    return [*lines, left]


def _cut(text: str, width: float) -> int:
    """After how many characters to break, near a width, where the line may break."""
    at, taken = 0, 0.0
    while taken < width and at < len(text) - 1:
        taken += _width(text[at])
        at += 1
    while at < len(text) - 1 and not _may_break(text, at):
        at += 1
    return at


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    within_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not (within_word or after in _NOT_FIRST or before in _NOT_LAST)


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(each) in "WFA" for each in text)
    return wide + (len(text) - wide) / 2
