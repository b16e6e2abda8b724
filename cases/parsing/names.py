"""Names as they are matched: width, case, brackets and spaces don't count."""

from cases.parsing.fold import fold_brackets, squeeze


def name_key(name: str) -> str:
    """The spelling under which a name is searched and compared."""
    return fold_brackets(squeeze(name)).casefold()[:200]
