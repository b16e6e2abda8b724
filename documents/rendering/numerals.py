"""Numbers of headings as GB/T 9704-2012 7.3.3 counts them: 一、 （一） 1. （1）"""

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """1 to 99 in Chinese figures; raises ValueError beyond."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is no number of a heading")
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


def heading_number(number: int, level: int) -> str:
    """The number in front of a heading of level 1 to 4."""
    match level:
        case 1:
            return f"{in_chinese(number)}、"
        case 2:
            return f"（{in_chinese(number)}）"
        case 3:
            return f"{number}."
    return f"（{number}）"
