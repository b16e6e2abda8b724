"""Bringing text into one form, and finding Chinese by its initials."""

from pypinyin import Style, lazy_pinyin

# Full-width punctuation of Chinese prose stays; what occurs in numbers, codes,
# amounts and addresses becomes its half-width twin.
_KEPT = frozenset("，：；！？（）")
_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT} | {
    0x3000: " ",
    0x00A0: " ",
    0xFFE5: "¥",
}


def to_halfwidth(s: str) -> str:
    """`ＡＢ１２－３` becomes `AB12-3`; `，：；！？（）` and `。、《》` stay as they are."""
    return s.translate(_HALFWIDTH)


def pinyin_initials(s: str) -> str:
    """The first letter of every syllable in lower case: 市场监督管理局 → scjdglj.

    Latin letters and digits stay, everything else is dropped.
    """
    letters = lazy_pinyin(to_halfwidth(s), style=Style.FIRST_LETTER, errors="default")
    return "".join(c for part in letters for c in part.lower() if c.isascii() and c.isalnum())
