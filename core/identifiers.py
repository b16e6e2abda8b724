"""Numbers of organisations and people: checked, and brought into one form.

Every refusal says in Chinese what is wrong, for a clerk to act on.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from core.clock import current_day
from core.masking import mask_id, mask_name, mask_phone
from core.text import to_halfwidth

__all__ = ["clean_id_number", "clean_uscc", "mask_id", "mask_name", "mask_phone"]

_SEPARATORS = re.compile(r"[\s\-\u200b\ufeff]")
_USCC_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")

# First two digits under GB/T 2260, 81 to 83 for residents of Hong Kong, Macao and
# Taiwan. Counties are not checked: a number keeps the code of the county that
# issued it, and tables of abolished counties are never complete.
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83),
    )
    for code in codes
)


def _compact(s: str) -> str:
    return _SEPARATORS.sub("", to_halfwidth(s)).upper()


def clean_uscc(s: str) -> str:
    """The unified social credit code (GB 32100-2015) in 18 upper-case characters.

    Raises ValidationError. The first character may be a letter (A, N, Y), which
    python-stdnum refuses: only its check digit is used.
    """
    number = _compact(s)
    if len(number) != 18:
        raise ValidationError(
            _("统一社会信用代码应为18位，现为%(n)d位"), code="length", params={"n": len(number)}
        )
    wrong = sorted(set(number) - _USCC_ALPHABET)
    if wrong:
        raise ValidationError(
            _("统一社会信用代码含有不允许的字符：%(wrong)s（字母I、O、S、V、Z不使用）"),
            code="characters",
            params={"wrong": " ".join(wrong)},
        )
    if not number[2:8].isdigit():
        raise ValidationError(_("统一社会信用代码第3至8位应为行政区划数字"), code="region")
    if uscc.calc_check_digit(number[:17]) != number[17]:
        raise ValidationError(_("统一社会信用代码校验位不符，请核对各位字符"), code="check")
    return number


def clean_id_number(s: str, *, legacy: bool = False) -> str:
    """The 18-digit number of a resident (GB 11643), X in upper case.

    `legacy` also takes the 15-digit number of the first generation (imports of
    old files) and gives it back as the 18 digits of the same person. Raises
    ValidationError.
    """
    number = _compact(s)
    if legacy and len(number) == 15:
        number = _from_legacy(number)
    if len(number) != 18:
        raise ValidationError(
            _("身份证号码应为18位，现为%(n)d位"), code="length", params={"n": len(number)}
        )
    if not _digits(number[:17]) or number[17] not in "0123456789X":
        raise ValidationError(_("身份证号码前17位应为数字，最后一位应为数字或X"), code="characters")
    # 9: permanent residence permit of a foreigner, province in the next two.
    province = number[1:3] if number[0] == "9" else number[:2]
    if province not in _PROVINCES:
        raise ValidationError(_("身份证号码开头的地区代码不存在"), code="region")
    _check_birth(number[6:14])
    if ric.calc_check_digit(number) != number[17]:
        raise ValidationError(_("身份证号码校验位不符，请核对各位数字"), code="check")
    return number


def _digits(s: str) -> bool:
    return s.isascii() and s.isdigit()


def _from_legacy(number: str) -> str:
    if not _digits(number):
        raise ValidationError(_("15位身份证号码应全部为数字"), code="characters")
    whole = f"{number[:6]}19{number[6:]}"
    return whole + ric.calc_check_digit(whole + "0")


def _check_birth(digits: str) -> None:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise ValidationError(_("身份证号码中的出生日期不存在"), code="date") from error
    if not datetime.date(1850, 1, 1) <= born <= current_day():
        raise ValidationError(_("身份证号码中的出生日期不合理"), code="date")
