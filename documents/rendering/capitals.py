"""Amounts in the characters that can't be altered: 捌万陆仟肆佰元伍角 (大写金额)."""

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Decimal) -> str:
    """An amount of yuan below 10^15, cut to the cent; raises ValueError for a negative one.

    As the annex to 支付结算办法 writes it: 整 where no fen follow, one 零 for zeros between digits.
    """
    if amount < 0:
        raise ValueError(f"{amount} is no amount")
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    said = f"{_yuan(yuan)}元" if yuan else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        said += "零"
    if fen:
        return f"{said}{_DIGITS[fen]}分"
    return f"{said or '零元'}整"


def _yuan(number: int) -> str:
    said = ""
    gap = False
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 10_000**place % 10_000
        if group == 0:
            gap = gap or bool(said)
            continue
        if said and (gap or group < 1000):
            said += "零"
        said += _group(group) + _GROUPS[place]
        gap = False
    return said


def _group(number: int) -> str:
    """Up to four digits; what stands before them is the caller's."""
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said
