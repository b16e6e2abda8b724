"""Chinese numerals, ordinary (一百二十四) and banking (壹佰贰拾肆)."""

NUMERAL = "[零〇○一二两三四五六七八九十百千万]+"
BANKING = "[零〇一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]+"

_DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WRITTEN = "零一二三四五六七八九"


def to_int(text: str) -> int:
    """一百二十四, 壹佰贰拾肆, 一二四 or 124 as 124. Raises ValueError on anything else."""
    if not text:
        raise ValueError("empty numeral")
    if text.isascii() and text.isdigit():
        return int(text)
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = group = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            group += (1 if digit is None else digit or 1) * _UNITS[char]
            digit = None
        elif char in _GROUPS:
            size = _GROUPS[char]
            below, total = total % size, total - total % size
            total += (below + group + (digit or 0)) * size
            group, digit = 0, None
        else:
            raise ValueError(f"not a numeral: {text!r}")
    return total + group + (digit or 0)


def to_chinese(number: int) -> str:
    """124 as 一百二十四, the way statutes number their articles; 1 to 9999."""
    if not 1 <= number <= 9999:
        raise ValueError(f"out of range: {number}")
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + _WRITTEN[digit] + name
        gap = not digit
    return written.removeprefix("一") if 10 <= number <= 19 else written
