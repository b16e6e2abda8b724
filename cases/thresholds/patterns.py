"""Words that a text must have: `a|b+c` is a, or both b and c."""

from functools import lru_cache


@lru_cache(maxsize=2_000)
def _alternatives(pattern: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(word for word in each.split("+") if word) for each in pattern.split("|") if each
    )


def found_words(text: str, pattern: str) -> tuple[str, ...]:
    """The words of the first alternative that stands in the text; empty for none."""
    return next(
        (words for words in _alternatives(pattern) if all(word in text for word in words)), ()
    )


def pattern_words(pattern: str) -> str:
    """A pattern as people read it: `a|b+c` is a；b＋c."""
    return pattern.replace("|", "；").replace("+", "＋")


def fits(text: str, *, words: str, without: str) -> bool:
    """Whether a text has the words asked for and none of those ruled out."""
    return (not words or bool(found_words(text, words))) and not found_words(text, without)
