"""Dates as they stand in files."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.parsing.fold import fold
from cases.parsing.money import is_blank
from core.numerals import to_int

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_SEPARATED = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?{_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE = re.compile(
    r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = datetime.date(1899, 12, 30)
_FIRST, _LAST = datetime.date(1949, 10, 1), datetime.date(2099, 12, 31)
_UNLIMITED = re.compile(r"长期(?:有效)?|永久(?:有效)?|无固定期限|无期限|无限期")


def parse_date(value: object) -> datetime.date:
    """A cell as a date: date objects, spreadsheet serials, 2022/5/6, 20220506, 2022年5月6日.

    Order is always year, month, day. ValidationError says what is wrong and what to write;
    dates before 1949-10-01 or after 2099-12-31 are refused as slips of the pen.
    """
    if isinstance(value, datetime.datetime):
        return _plausible(value.date(), value)
    if isinstance(value, datetime.date):
        return _plausible(value, value)
    text = fold(_spelling(value))
    try:
        return _plausible(_from_text(text), value)
    except (ValueError, OverflowError):
        raise ValidationError(
            _("日期“%(value)s”不存在，请核对年、月、日。"), params={"value": value}
        ) from None


def _spelling(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, bool) else str(value)


def _from_text(text: str) -> datetime.date:
    if match := _SEPARATED.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return datetime.date(year, month, day)
    if match := _CHINESE.fullmatch(text):
        year, month, day = map(to_int, match.groups())
        return datetime.date(year, month, day)
    if _SERIAL.fullmatch(text):
        return _EPOCH + datetime.timedelta(days=int(float(text)))
    if not text:
        raise ValidationError(_("没有填写日期。"))
    raise ValidationError(
        _("日期“%(value)s”不能识别，请按“2022-05-16”的格式填写。"), params={"value": text}
    )


def _plausible(on: datetime.date, original: object) -> datetime.date:
    if not _FIRST <= on <= _LAST:
        raise ValidationError(
            _("日期“%(value)s”不在 1949 年至 2099 年之间，请核对。"), params={"value": original}
        )
    return on


def parse_validity(value: object) -> datetime.date | None:
    """The last day something is valid; None for no end: empty, 长期, 2099/12/31, 9999-12-31."""
    if is_blank(value) or (isinstance(value, str) and _UNLIMITED.fullmatch(fold(value))):
        return None
    if isinstance(value, datetime.date) and value.year >= 9999:
        return None
    if isinstance(value, str) and fold(value).startswith("9999"):
        return None
    on = parse_date(value)
    return None if on == _LAST else on
