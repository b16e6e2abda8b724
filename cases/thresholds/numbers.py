"""Numbers with a unit in running text, as decisions write them: 5.2万余元, 三吨, 1,466,604元."""

import re
from decimal import Decimal

from core.numerals import to_int

_SCALES = {"": 1, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6}
_SCALES |= {"千万": 10**7, "亿": 10**8}
_SCALE = "|".join(sorted(filter(None, _SCALES), key=len, reverse=True))
# A pattern to put before a unit; `read` gives the value of what it matched.
NUMBER = (
    r"(?<![\d.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?"
    r"|[零〇一二两三四五六七八九十百千]{1,9})"
    rf"[余多几]?(?P<scale>{_SCALE})?[余多]?"
)


def read(match: re.Match[str]) -> Decimal | None:
    """The number of a match, in units; None for what only looks like a numeral."""
    digits = match["digits"].replace(",", "")
    try:
        value = Decimal(digits) if digits[0].isascii() else Decimal(to_int(digits))
    except ValueError:
        return None
    return value * _SCALES[match["scale"] or ""]
