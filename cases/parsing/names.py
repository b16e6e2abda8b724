"""Names as they are matched: width, case, brackets and spaces don't count."""

from cases.parsing.fold import fold_brackets, squeeze
from core.text import pinyin_initials


def name_key(name: str) -> str:
    """The spelling under which a name is searched and compared."""
    return fold_brackets(squeeze(name)).casefold()[:200]


def name_initials(name: str) -> str:
    """The first letters of the syllables of a name, as people type them: 宏达商贸 → hdsm."""
    return pinyin_initials(name)[:200]
