"""Folding of characters that look different on paper and mean the same."""

import re
import unicodedata

from django.utils.translation import override

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uff08\uff09\u3014\u3015\u300a\u300b"
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
_BRACKETS = str.maketrans("〔[【〖［｛{（", "((((((((") | str.maketrans(
    "〕]】〗］｝}）", "))))))))"
)
_ASCII_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def fold(text: str) -> str:
    """Half-width digits, letters and punctuation; surrounding space removed."""
    return unicodedata.normalize("NFKC", text).strip()


def fold_brackets(text: str) -> str:
    """Every kind of bracket as a round half-width one; 《》 stay, they hold titles."""
    return text.translate(_BRACKETS)


def squeeze(text: str) -> str:
    """`fold`, without any space and with ASCII letters in capitals: the form for comparing.

    Removing a space can bring two characters together that normalise into one, so this
    repeats until nothing changes; otherwise a key would not be its own key.
    """
    while True:
        folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_ASCII_UPPER)
        if folded == text:
            return folded
        text = folded


def one_line(text: str) -> str:
    """The text of a cell on one line.

    A break or a space between two Chinese characters only fitted the text into its column;
    elsewhere it stays as one space.
    """
    return " ".join(_BETWEEN_CHINESE.sub("", text).split())


def in_chinese(text: object) -> str:
    """A marked text as national formats spell it, whatever language the reader has chosen."""
    with override("zh-hans"):
        return str(text)
