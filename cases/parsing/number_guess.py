"""What number somebody may mean who types it from memory or from a bad copy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.parsing.fold import fold_brackets, squeeze
from cases.parsing.numbers import number_part, parse_number

# What stands after 第 is the serial number, also when it begins like a year.
_YEAR = r"(?<!第)(?P<year>(?:19|20)\d{2})"
# No brackets, any dash, 第 and 号 there or not: 宁罚字2026第264号, 2026-264, 2026年264.
_LOOSE = re.compile(
    rf"(?P<prefix>[^\d()]*?)\(?{_YEAR}\)?年?(?P<infix>[^\d()\-_/.、,第]*?)"
    r"[\-_/.、,]*第?0*(?P<serial>[1-9]\d{0,7})号?",
    re.ASCII,
)
_SERIAL = re.compile(r"第?0*(?P<serial>[1-9]\d{0,7})号?", re.ASCII)
# Without its year; so that words with a figure aren't taken for one, up to the kind of document.
_HEADED = re.compile(
    r"(?P<head>[^\d()]*[字罚决告立移催])第?0*(?P<serial>[1-9]\d{0,7})号?", re.ASCII
)
_DASHES = str.maketrans("‐‑‒–—―−－～~", "-" * 10)
_KEY = re.compile(r"(?P<head>.*〔)(?P<year>\d{4})(?P<middle>〕\D*)(?P<serial>\d+)(?P<tail>号.*)")
_LEAST, _MOST = 1980, 2099


@dataclass(frozen=True)
class NumberGuess:
    """A whole number by its key, or a part that stands in the key; the other is empty.

    `head` is what stands in the key before the part, where the year was left out.
    """

    key: str = ""
    part: str = ""
    head: str = ""

    def __bool__(self) -> bool:
        return bool(self.key or self.part)

    def fits(self, key: str) -> bool:
        """Whether a number with this key may be what was meant."""
        return bool(key and key == self.key) or bool(
            self.part and self.part in key and self.head in key.partition(self.part)[0]
        )


def guess_number(text: str) -> NumberGuess:
    """The document number or the part of one that was typed; empty for what can't be one.

    `2026-264`, `（2026）264`, `宁罚字2026第000264`, `264号` and `罚决 264` are understood.
    """
    plain = fold_brackets(squeeze(text)).translate(_DASHES)
    parsed = parse_number(plain)
    if parsed.recognised:
        return NumberGuess(key=parsed.key)
    if match := _LOOSE.fullmatch(plain):
        part = f"〔{match['year']}〕{match['infix']}{match['serial']}号"
        whole = parse_number(match["prefix"] + part)
        return NumberGuess(key=whole.key) if whole.recognised else NumberGuess(part=part)
    if match := _SERIAL.fullmatch(plain):
        return NumberGuess(part=f"〕{match['serial']}号")
    if match := _HEADED.fullmatch(plain):
        return NumberGuess(part=f"〕{match['serial']}号", head=match["head"])
    bracketed = any(char.isdigit() for char in plain) and any(c in plain for c in "()号字第")
    return NumberGuess(part=_open_brackets(number_part(plain))) if bracketed else NumberGuess()


def _open_brackets(part: str) -> str:
    """The brackets of a year of which only one was typed."""
    return re.sub(r"(?<=\d)\)", "〕", re.sub(r"\((?=\d)", "〔", part))


def near_keys(key: str) -> set[str]:
    """Keys that differ from this one by one slip in the year or in the serial number.

    A slip: a digit wrong, left out, one too many, or two neighbours exchanged.
    """
    match = _KEY.fullmatch(key)
    if match is None:
        return set()
    head, year, middle = match["head"], match["year"], match["middle"]
    serial, tail = match["serial"], match["tail"]
    serials = {s.lstrip("0") for s in _slips(serial)} - {""}
    years = {y for y in _slips(year) if len(y) == 4 and _LEAST <= int(y) <= _MOST}
    near = {head + year + middle + other + tail for other in serials}
    return (near | {head + other + middle + serial + tail for other in years}) - {key}


def _slips(digits: str) -> Iterator[str]:
    for i in range(len(digits) + 1):
        before, after = digits[:i], digits[i:]
        for digit in "0123456789":
            yield before + digit + after
            if after:
                yield before + digit + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def same_but_issuer(key: str) -> str:
    """The end of a key that numbers of other issuers and kinds share; "" for no whole number."""
    match = _KEY.fullmatch(key)
    return key[len(match["head"]) - 1 :] if match else ""


def is_near(key: str, other: str) -> bool:
    """Whether two keys differ by one slip: in a digit (near_keys) or before the year."""
    if other in near_keys(key):
        return True
    ending = same_but_issuer(key)
    return (
        bool(ending)
        and key != other
        and same_but_issuer(other) == ending
        and _one_slip(key.partition("〔")[0], other.partition("〔")[0])
    )


def _one_slip(first: str, second: str) -> bool:
    """One character added, lost or changed, or two neighbours that changed places."""
    while first and second and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    swapped = len(first) == len(second) == 2 and first == second[::-1]
    return swapped or max(len(first), len(second)) <= 1
