"""What an update changes, as people read it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext as _

from cases.inputs import CHILDREN, CaseInput
from cases.models import Case
from cases.services.bring.items import Change
from cases.services.children import MODELS
from cases.services.record import COLUMNS
from core.masking import mask_id, mask_phone

_MASKS = {"identifier": mask_id, "phone": mask_phone}
# Whatever names a row in its label; the law of a basis follows from its title.
_NAMES = {
    "parties": "name",
    "officers": "name",
    "bases": "law_title",
    "penalties": "kind",
    "evidence": "name",
    "measures": "object_text",
    "payments": "paid_on",
    "deferrals": "approved_on",
    "steps": "kind",
    "remedies": "kind",
}
_SILENT = frozenset({"id", "law", "person"})


def differences(
    before: CaseInput, after: CaseInput, *, by_hand: Collection[str]
) -> tuple[Change, ...]:
    """Every field and row that differs; identifiers and telephones masked."""
    changes = []
    for name in COLUMNS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            texts = shown(Case, name, old), shown(Case, name, new)
            changes.append(Change(name, label(Case, name), *texts, name in by_hand))
    for name in CHILDREN:
        if getattr(before, name) != getattr(after, name):
            changes += _rows(name, before, after, by_hand)
    return tuple(changes)


def label(model: type[Model], name: str) -> str:
    """The name of a field in the user's language."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def shown(model: type[Model], name: str, value: Any) -> str:
    """A value as people read it; "" for nothing."""
    if value in (None, ""):
        return ""
    if name in _MASKS:
        return _MASKS[name](value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    field = model._meta.get_field(name)
    choices = field.flatchoices if isinstance(field, Field) else []
    return str(dict(choices).get(value, value))


def kinds_of_rows() -> dict[str, str]:
    """What the kinds of rows are called."""
    return {
        "parties": _("当事人"),
        "officers": _("执法人员"),
        "bases": _("法律依据"),
        "penalties": _("处罚"),
        "evidence": _("证据"),
        "measures": _("强制措施"),
        "payments": _("缴款"),
        "deferrals": _("延期分期"),
        "steps": _("执行步骤"),
        "remedies": _("复议与诉讼"),
    }


def _rows(
    name: str, before: CaseInput, after: CaseInput, by_hand: Collection[str]
) -> Iterator[Change]:
    old_rows: Iterable[Any] = getattr(before, name)
    new_rows: Iterable[Any] = getattr(after, name)
    title, model, flag = kinds_of_rows()[name], MODELS[name], name in by_hand
    new_by_id = {row.id: row for row in new_rows if row.id is not None}
    for old in old_rows:
        new = new_by_id.get(old.id)
        if old.id is None or new is None:
            if old not in new_rows:
                yield Change(name, title, _words(model, old), "", flag)
            continue
        who = shown(model, _NAMES[name], getattr(new, _NAMES[name]))
        for field in _spoken(old):
            values = getattr(old, field), getattr(new, field)
            if values[0] != values[1]:
                about = f"{title} {who}：{label(model, field)}"
                was, is_now = (shown(model, field, value) for value in values)
                yield Change(name, about, was, is_now, flag)
    for new in new_rows:
        if new.id is None and new not in old_rows:
            yield Change(name, title, "", _words(model, new), flag)


def _spoken(row: Any) -> list[str]:
    return [field.name for field in fields(row) if field.name not in _SILENT]


def _words(model: type[Model], row: Any) -> str:
    texts = (shown(model, name, getattr(row, name)) for name in _spoken(row))
    return " ".join(text for text in texts if text)
