"""Whether the values of a paper are complete and of the right form."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from documents.fonts import unprintable
from documents.kinds.base import PaperKind, Section

# More than any county deals with; beyond it an exponent could fill pages with zeros.
MOST_MONEY = Decimal(10) ** 15


def problems(kind: PaperKind, values: Mapping[str, Any]) -> dict[str, str]:
    """What stands against signing: a message for each section; empty when it is complete."""
    found = {section.name: problem(section, values.get(section.name)) for section in kind.sections}
    return {name: message for name, message in found.items() if message}


def problem(section: Section, value: object) -> str:
    """What is wrong with one value, in the user's language, or ""."""
    if is_empty(value):
        return _("请填写%(label)s。") % {"label": section.label} if section.required else ""
    if strange := unprintable(_said(value)):
        return _("%(label)s中有无法印出的字符：%(strange)s") % {
            "label": section.label,
            "strange": strange[:20],
        }
    match section.kind:
        case "lines" | "table":
            return _too_many(section, value)
        case "day":
            return _not_a_day(section, value)
        case "money":
            return _not_money(section, value)
        case "choice":
            known = {key for key, _label in section.choices}
            return "" if value in known else _wrong_choice(section)
    if len(str(value)) > section.most:
        return _("%(label)s不得超过%(most)d字。") % {"label": section.label, "most": section.most}
    return ""


def is_empty(value: object) -> bool:
    """Whether nothing was entered: None, blanks, or only empty entries."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(each) for each in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(each) for each in value)
    return False


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return "".join(_said(each) for each in value.values())
    if isinstance(value, list | tuple):
        return "".join(_said(each) for each in value)
    return str(value)


def _too_many(section: Section, value: object) -> str:
    entries = value.splitlines() if isinstance(value, str) else value
    if not isinstance(entries, list | tuple):
        return _("%(label)s的格式不正确。") % {"label": section.label}
    if len(entries) > section.most:
        return _("%(label)s不得超过%(most)d项。") % {"label": section.label, "most": section.most}
    return ""


def _not_a_day(section: Section, value: object) -> str:
    if isinstance(value, dt.date):
        return ""
    try:
        dt.date.fromisoformat(str(value))
    except ValueError:
        return _("%(label)s应为有效日期。") % {"label": section.label}
    return ""


def _not_money(section: Section, value: object) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < MOST_MONEY:
        return _("%(label)s应为不小于零的金额。") % {"label": section.label}
    return ""


def _wrong_choice(section: Section) -> str:
    return _("请在%(label)s中选择一项。") % {"label": section.label}
