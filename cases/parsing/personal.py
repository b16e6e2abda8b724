"""Numbers of people, which never belong into an address, a history or a log."""

import re

from django.core.exceptions import ValidationError

from cases.parsing.fold import squeeze
from core.identifiers import clean_id_number, clean_uscc

_ID_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dX]|\d{15})(?!\d)", re.ASCII)
# Passports and travel permits, mobile phones: only when nothing else was typed.
_ALONE = re.compile(r"[A-Z]{1,2}\d{7,10}|1[3-9]\d{9}", re.ASCII)


def credit_code(text: str) -> str:
    """The unified social credit code that the text is, or ""."""
    plain = squeeze(text)
    try:
        code = clean_uscc(plain)
    except ValidationError:
        return ""
    return "" if _is_id_number(plain) else code


def holds_personal_number(text: str) -> bool:
    """Whether an ID number stands in the text, or it is nothing but another number of a person.

    A mistyped ID number counts: it still tells who is meant.
    """
    plain = squeeze(text)
    if credit_code(plain):
        return False
    return bool(_ID_NUMBER.search(plain.replace("-", "")) or _ALONE.fullmatch(plain))


def _is_id_number(plain: str) -> bool:
    try:
        clean_id_number(plain)
    except ValidationError:
        return False
    return True


def spellings(number: str) -> set[str]:
    """The forms in which the same number of a person may have been recorded."""
    plain = squeeze(number)
    found = {plain}
    try:
        found.add(clean_id_number(plain, legacy=True))
    except ValidationError:
        return found
    return found
