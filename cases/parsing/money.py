"""Amounts of money: 万元 columns, free text, and whether the two agree. Always Decimal yuan."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.parsing.fold import squeeze
from core.numerals import BANKING, to_int

CENT = Decimal("0.01")
MAX_YUAN = Decimal("9999999999999999.99")
BLANK = frozenset({"", "-", "--", "—", "/", "无", "NULL", "NONE", "N/A"})

_PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6}
_SCALES |= {"千万": 10**7, "亿": 10**8}
_SCALE = "|".join(sorted((s for s in _SCALES if s), key=len, reverse=True))
_CELL = re.compile(rf"[¥￥]?(?P<sign>[-+]?)(?P<number>{_PLAIN})(?P<unit>万元|万|元|圆)?")
_AMOUNT = (
    rf"(?:(?<![\d.,万千百十亿])(?P<number>{_PLAIN})(?P<scale>{_SCALE})?[元圆]整?"
    rf"|(?P<spelled>{BANKING})[元圆](?:(?P<jiao>[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
    rf"(?:(?P<fen>零?[一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?[整正]?)"
)
_FILLER = r"(?:人民币|共计|合计|总计|金额|数额|计|为|处|:|¥|\(大写\)|大写|小写|\(|\)|,)*"


class MoneyKind(TextChoices):
    """What an amount in the text of a decision was taken for."""

    FINE = "fine", gettext_lazy("罚款")
    CONFISCATION = "confiscation", gettext_lazy("没收")


_BEFORE = {
    MoneyKind.FINE: rf"(?:罚款|罚金){_FILLER}",
    MoneyKind.CONFISCATION: rf"没收[^\d;。罚¥]{{0,24}}?{_FILLER}",
}
_AFTER = {MoneyKind.FINE: r"(?:的|人民币)?(?:行政)?罚款", MoneyKind.CONFISCATION: r"(?!)"}


def parse_decimal(value: object) -> Decimal:
    """A cell as a Decimal without unit. ValidationError when it is no number or negative."""
    if isinstance(value, bool) or value is None:
        raise ValidationError(_("金额不能识别：%(value)s。"), params={"value": value})
    # A spreadsheet hands over 0.2 as a float; its shortest spelling is what the clerk typed.
    text = squeeze(repr(value) if isinstance(value, float) else str(value))
    try:
        number = Decimal(text.replace(",", "") if _CELL.fullmatch(text) else text)
    except InvalidOperation:
        raise ValidationError(_("金额不能识别：%(value)s。"), params={"value": value}) from None
    if not number.is_finite():
        raise ValidationError(_("金额不能识别：%(value)s。"), params={"value": value})
    if number < 0:
        raise ValidationError(_("金额不能是负数：%(value)s。"), params={"value": value})
    return number


def to_yuan(amount: Decimal, *, original: object) -> Decimal:
    """`amount` in yuan with exactly two places. ValidationError when it is finer than a 分."""
    if amount > MAX_YUAN:
        raise ValidationError(_("金额过大：%(value)s。"), params={"value": original})
    rounded = amount.quantize(CENT)
    if rounded != amount:
        raise ValidationError(
            _("金额精确到分：%(value)s 合 %(yuan)s 元，小数超过两位。"),
            params={"value": original, "yuan": f"{amount.normalize():f}"},
        )
    return rounded


def from_wan(value: object) -> Decimal:
    """A 万元 cell in yuan: 3.472365 is 34723.65. A unit written in the cell wins over 万元."""
    match = _CELL.fullmatch(squeeze(value)) if isinstance(value, str) else None
    if match is None:
        return to_yuan(parse_decimal(value) * 10000, original=value)
    scale = 1 if match["unit"] in ("元", "圆") else 10000
    return to_yuan(parse_decimal(match["sign"] + match["number"]) * scale, original=value)


def from_yuan(value: object) -> Decimal:
    """A 元 cell in yuan; 0.2万元 is understood as well."""
    match = _CELL.fullmatch(squeeze(value)) if isinstance(value, str) else None
    if match is None:
        return to_yuan(parse_decimal(value), original=value)
    scale = 10000 if match["unit"] in ("万元", "万") else 1
    return to_yuan(parse_decimal(match["sign"] + match["number"]) * scale, original=value)


def is_blank(value: object) -> bool:
    """Whether a cell says that there is no value: empty, a dash, a stroke, 无."""
    return value is None or (isinstance(value, str) and squeeze(value) in BLANK)


def to_wan(yuan: Decimal) -> str:
    """Yuan as a 万元 cell with six places, for the template that is exported."""
    return f"{yuan / 10000:.6f}"


def _value(match: re.Match[str]) -> Decimal:
    if match["spelled"]:
        cents = 10 * to_int(match["jiao"] or "零") + to_int((match["fen"] or "零")[-1])
        return Decimal(to_int(match["spelled"])) + Decimal(cents) / 100
    return Decimal(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]


def amount_from_text(text: str, kind: MoneyKind | str) -> Decimal | None:
    """The yuan that a decision's text fines or confiscates; None when it names no amount.

    Several amounts are added up (one for the firm, one for its manager), unless the text
    gives the total itself (共计, 合计). An amount repeated in figures in brackets counts once.
    """
    kind = MoneyKind(kind)
    plain = squeeze(text)
    total = Decimal(0)
    seen = False
    pattern = rf"(?:{_BEFORE[kind]}){_AMOUNT}(?:\((?:¥|小写:?|人民币)*[\d.,]+元?\))?"
    matches = list(re.finditer(pattern, plain))
    if not matches:
        matches = list(re.finditer(_AMOUNT + _AFTER[kind], plain))
    for match in matches:
        if re.search("共计|合计|总计", match.group()):
            return _value(match)
        total += _value(match)
        seen = True
    return total if seen else None


def yuan_as_wan(amount: Decimal | None, text: str, kind: MoneyKind | str) -> Decimal | None:
    """What the text says in yuan, when the 万元 column holds that very figure; else None.

    `amount` is the column in yuan, so it is exactly 10,000 times what the text says.
    """
    stated = amount_from_text(text, kind)
    return stated if stated and amount == stated * 10000 else None


def text_warning(amount: Decimal | None, text: str, kind: MoneyKind | str) -> str | None:
    """A warning when `amount` (yuan, from a column) is not what the text says; else None."""
    stated = amount_from_text(text, kind)
    if stated is None or stated == (amount or 0):
        return None
    values = {"kind": MoneyKind(kind).label, "amount": amount or Decimal(0), "stated": stated}
    return _("%(kind)s金额列为 %(amount)s 元，内容中写的是 %(stated)s 元，请核对。") % values
