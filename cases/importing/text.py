"""Text files: their encoding and what separates their columns."""

from cases.importing.tables import HEADER_WITHIN, known
from core.limited import Unreadable

_SEPARATORS = (",", "\t", ";", "|")
_HEAD_BYTES = 20_000
# A character of UTF-8 takes at most four bytes: a file cut off ends in less than one.
_LONGEST_CHARACTER = 4


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises Unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(data), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    head = data[:_HEAD_BYTES].decode("utf-8-sig", errors="ignore")
    is_utf8 = bool(known(_words(head)))
    if is_utf8 and fault.start >= len(data) - _LONGEST_CHARACTER:
        raise Unreadable("cut")
    if is_utf8:
        raise Unreadable("mixed", str(data.count(b"\n", 0, fault.start) + 1))
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        text = data[:_HEAD_BYTES].decode("gb18030", errors="ignore")
        if not known(_words(text)):
            raise Unreadable("encoding") from error
        if error.start >= len(data) - _LONGEST_CHARACTER:
            raise Unreadable("cut") from error
        raise Unreadable("mixed", str(data.count(b"\n", 0, error.start) + 1)) from error


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable("cut" if error.start >= len(data) - 3 else "encoding") from error


def _words(text: str) -> list[str]:
    for sign in ("\t", ";", "|", "\n", '"'):
        text = text.replace(sign, ",")
    return text.split(",")[:2000]


def delimiter_of(text: str) -> str:
    """The sign that parts some line at the top into the most headings; a comma if none."""
    lines = text[:200_000].splitlines()[:HEADER_WITHIN]

    def parted(sign: str) -> int:
        words = ([word.strip('"') for word in line.split(sign)] for line in lines)
        return max(map(known, words), default=0)

    return max(_SEPARATORS, key=parted)
