"""Amounts of money in the facts, each with what it is an amount of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cases.models import Measure
from cases.thresholds.numbers import NUMBER, read

# Amounts of something else: neither proceeds nor damage.
_OTHER = (
    "罚款|罚金|处罚|赔偿|退赔|补偿|保证金|押金|注册资本|租金|手续费|开票费|转让费|借款|贷款|工程款|承包|"
    "投资|缴纳|补缴|垫资|定金|奖金|单价|退缴|退出|回扣|以人民币"
)
_CUES: tuple[tuple[str, str], ...] = (
    (Measure.SALES, "销售(?:总|所得)?(?:金额|额|收入|得款|价款|款)?|售出|出售|卖得|卖出|售得"),
    (
        Measure.GOODS_VALUE,
        "货值(?:金额)?|(?:尚)?未销售|库存|待售|(?:查获|查扣|扣押)[^,。;]{0,16}价值",
    ),
    (Measure.TURNOVER, "(?:非法)?经营(?:数额|额|金额)|营业额|交易(?:金)?额"),
    (Measure.GAIN, "违法所得|非法所得|获利|牟利|盈利|赚取|非法获取|收取费用|获取利润"),
    (Measure.LOSS, "损失|损害|修复费用?|处置费用?|清运费用?"),
    (Measure.TAX, "税额|税款|抵扣|偷税|逃税|少缴|退税|进项税|税金"),
    (Measure.FACE, "票面(?:金额|额)?|价税合计|(?:开票|发票|虚开)金额|发票[^,。;]{0,8}金额"),
    (Measure.WAGES, "工资|劳动报酬|报酬|薪资|薪酬"),
    (
        Measure.AMOUNT,
        "涉案(?:金额|数额)|骗取|诈骗|骗得|骗走|吸收|存款|窃得|盗得|盗走|中标|造某经济",
    ),
    (Measure.VALUE, "价值|价格鉴定|评估值|鉴定价|认定价"),
    ("other", _OTHER),
)
_CUE = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_m, words) in enumerate(_CUES)))
_AMOUNT = re.compile(NUMBER + r"(?:元|圆)")
_STOP = re.compile(r"[。;\n]")
_BEFORE = 30
_AFTER = re.compile(r"[^\d,。;、元]{1,10}")
_ROUND = 14
NATURE_UNKNOWN = ""


@dataclass(frozen=True)
class Quantity:
    """A value of a measure (NATURE_UNKNOWN: money that the text doesn't call anything).

    `excerpt`: the words around it, as they stand.
    """

    measure: str
    value: Decimal
    excerpt: str


def amounts(text: str) -> Iterator[Quantity]:
    """Every amount in yuan of a text that has been folded."""
    last = 0
    for match in _AMOUNT.finditer(text):
        value = read(match)
        nature = _nature(text, last, match)
        last = match.end()
        if value and nature != "other":
            yield Quantity(nature, value, excerpt(text, match))


def _nature(text: str, last: int, match: re.Match[str]) -> str:
    """What the nearest word calls it: before it, else directly after it."""
    before = text[max(last, match.start() - _BEFORE) : match.start()]
    before = _STOP.split(before)[-1]
    cues = list(_CUE.finditer(before))
    if cues:
        return _named(cues[-1])
    after = _AFTER.match(text, match.end())
    cue = _CUE.search(after[0]) if after else None
    return _named(cue) if cue else NATURE_UNKNOWN


def _named(cue: re.Match[str]) -> str:
    return _CUES[int(str(cue.lastgroup)[1:])][0]


def excerpt(text: str, match: re.Match[str]) -> str:
    """What a person reads to find the place again."""
    start, end = max(match.start() - _ROUND, 0), min(match.end() + 4, len(text))
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return f"{head}{text[start:end].strip()}{tail}"
