"""What was typed into the sections of a paper, in the form in which it is kept.

What can't be read as a day or an amount stays as it was typed, for whoever goes on; only
signing asks whether everything is right (`documents.kinds.problems`).
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.day_field import DayField
from core.text import to_halfwidth
from documents.errors import Incomplete
from documents.kinds import PaperKind, Section

_AMOUNT = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?元?")
_DAY = DayField(required=False)
# Of one text, whatever its section allows: a draft is no place for a book.
_LONGEST = 20_000
_MOST_ROWS = 1000


def tidied(kind: PaperKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by section as they are kept.

    Raises Incomplete for a section that the kind doesn't have and for a value of another
    shape than its section's.
    """
    known = {section.name: section for section in kind.sections}
    wrong = {name: _("这种文书没有这一项。") for name in values if name not in known}
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if name in known:
            try:
                kept[name] = _tidy(known[name], value)
            except (TypeError, ValueError):
                wrong[name] = _("%(label)s的格式不正确。") % {"label": known[name].label}
    if wrong:
        raise Incomplete(wrong)
    return kept


def _tidy(section: Section, value: Any) -> Any:
    if section.kind == "lines":
        return _lines(value)
    if section.kind == "table":
        return _rows(section, value)
    if section.kind == "day":
        return _day(value)
    if section.kind == "money":
        return _amount(value)
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError
    if len(value) > _LONGEST:
        raise ValueError
    return "\n".join(line.rstrip() for line in value.strip().splitlines())


def _lines(value: Any) -> list[str]:
    entries = value.splitlines() if isinstance(value, str) else value or []
    if not isinstance(entries, Sequence) or len(entries) > _MOST_ROWS:
        raise TypeError
    return [text for entry in entries if (text := _text(entry))]


def _rows(section: Section, value: Any) -> list[dict[str, str]]:
    rows = value or []
    if not isinstance(rows, Sequence) or isinstance(rows, str) or len(rows) > _MOST_ROWS:
        raise TypeError
    names = [name for name, _label in section.columns]
    kept = []
    for row in rows:
        if not isinstance(row, Mapping) or not row.keys() <= set(names):
            raise TypeError
        kept.append({name: _text(row.get(name)) for name in names})
    return [row for row in kept if any(row.values())]


def _day(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    typed = _text(value)
    try:
        day = _DAY.to_python(typed)
    except ValidationError:
        return typed
    return day.isoformat() if day else ""


def _amount(value: Any) -> str:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return str(value)
    typed = _text(value)
    plain = "".join(to_halfwidth(typed).split())
    if match := _AMOUNT.fullmatch(plain):
        return f"{match[1].replace(',', '')}{match[2] or ''}"
    return typed
