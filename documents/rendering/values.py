"""How values stand in a text: days, money and choices in words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from documents.fonts import unprintable
from documents.kinds.base import Section
from documents.kinds.checking import MOST_MONEY, is_empty
from documents.rendering.capitals import in_capitals

# What stands for a character that no font shows, as printers do (GB/T 2312 has it).
_GETA = "〓"


def printable(text: str) -> str:
    """The text with a sign in the place of each character that can't be printed.

    Only drafts hold any: a paper is not signed with them. Control characters go, and would
    make a docx unreadable.
    """
    plain = "".join(each for each in text if each in "\n\t" or each >= " ")
    strange = set(unprintable(plain))
    return "".join(_GETA if each in strange else each for each in plain) if strange else plain


def day_in_words(day: dt.date) -> str:
    """2026年11月2日, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_words(section: Section, value: object) -> str:
    """The value as it stands inside a sentence; lines are joined."""
    match section.kind:
        case "day":
            return _day(value)
        case "money":
            return _money(str(value))
        case "choice":
            return str(dict(section.choices).get(str(value)) or printable(str(value)))
        case "lines":
            return "；".join(each.rstrip("；;。") for each in entries(value))
    return printable(str(value).strip())


def entries(value: object) -> tuple[str, ...]:
    """The entries of a value of several lines, without empty ones."""
    found = value.splitlines() if isinstance(value, str) else _sequence(value)
    return tuple(text for each in found if (text := printable(str(each).strip())))


def rows(section: Section, value: object) -> tuple[tuple[str, ...], ...]:
    """The rows of a table in the order of its columns, without empty ones."""
    names = [name for name, _label in section.columns]
    return tuple(
        tuple(
            "" if is_empty(row.get(name)) else printable(str(row[name]).strip()) for name in names
        )
        for row in _sequence(value)
        if isinstance(row, Mapping) and not is_empty(row)
    )


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else []


def _day(value: object) -> str:
    """The day in words; what is no day stays as it was typed (a draft is shown as it is)."""
    if isinstance(value, dt.date):
        return day_in_words(value)
    try:
        return day_in_words(dt.date.fromisoformat(str(value)))
    except ValueError:
        return printable(str(value))


def _money(text: str) -> str:
    amount = _amount(text)
    return printable(text) if amount is None else f"{amount:,.2f}元"


def capital(value: object) -> str:
    """Money in characters (大写); what is no amount stays as it was typed."""
    amount = _amount(str(value))
    return printable(str(value)) if amount is None else in_capitals(amount)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < MOST_MONEY else None
