"""The check-answers page: what was typed, section by section, with the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.forms import BoundField, ChoiceField, Textarea
from django.utils.translation import gettext as _

from cases.forms.entry import EntryForm
from cases.forms.fields import DayField
from cases.forms.rows import RowForm
from cases.forms.sections import SECTIONS, RowSet, Section
from core.errors_on_form import focus_id, labelled
from core.screen import SummaryRow
from core.templatetags.ui import money

# Shown although empty: what a reader looks for first.
_ALWAYS = frozenset({"cause", "outcome", "decision_number", "decided_on", "served_on"})


@dataclass(frozen=True)
class Part:
    """A section of the page; without rows it was left empty."""

    key: str
    title: object
    rows: list[SummaryRow]
    change_url: str


def parts_of(form: EntryForm, form_url: str) -> list[Part]:
    """Every section of a form that has been read."""
    return [
        Part(
            key=section.key,
            title=section.title,
            rows=list(_rows(form, section, form_url)),
            change_url=f"{form_url}#{section.key}",
        )
        for section in SECTIONS
    ]


def _rows(form: EntryForm, section: Section, form_url: str) -> Iterator[SummaryRow]:
    yield from _fields(form, section.fields, form_url)
    for rows in section.sets:
        yield from _row_set(form, rows, form_url)
    yield from _fields(form, section.after, form_url)


def _fields(form: EntryForm, names: tuple[str, ...], form_url: str) -> Iterator[SummaryRow]:
    for name in names:
        bound = form.main[name]
        value = form.typed.get("matter_text") if name == "matter_text" else None
        shown = value or shown_value(bound, form.main.cleaned_data.get(name))
        if shown or name in _ALWAYS:
            url = f"{form_url}#{focus_id(bound)}"
            wide = isinstance(bound.field.widget, Textarea)
            yield SummaryRow(bound.label, shown or _("未填写"), wide=wide, change_url=url)


def _row_set(form: EntryForm, rows: RowSet, form_url: str) -> Iterator[SummaryRow]:
    filled = [row for row in form.rows[rows.prefix].forms if row.has_changed()]
    for number, row in enumerate(filled, start=1):
        label = f"{rows.title} {number}" if len(filled) > 1 else rows.title
        first = row[next(name for name in row.fields if not row[name].is_hidden)]
        url = f"{form_url}#{focus_id(first)}"
        yield SummaryRow(label, _one_row(row), wide=rows.prefix == "bases", change_url=url)


def _one_row(row: RowForm) -> str:
    """What it is called and its kind on one line, the others each with its name."""
    shown = {
        bound.name: (bound.label, text)
        for bound in row.visible_fields()
        if (text := shown_value(bound, row.shown(bound.name)))
    }
    if "name" in shown and "kind" in shown:
        kind = shown.pop("kind")[1]
        head = _("%(name)s（%(kind)s）") % {"name": shown.pop("name")[1], "kind": kind}
    else:
        first = [(name, *shown.pop(name)) for name in list(shown)[:2]]
        head = "　".join(
            labelled(label, text) if isinstance(row.fields[name], DayField) else text
            for name, label, text in first
        )
    return "\n".join([head, *(labelled(label, text) for label, text in shown.values())])


def shown_value(bound: BoundField, value: Any) -> str:
    """A cleaned value in words."""
    if isinstance(bound.field, ChoiceField):
        choices: Iterable[tuple[Any, Any]] = bound.field.choices  # type: ignore[assignment]  # the stubs allow groups, and no form here has any
        labels = {str(key): str(label) for key, label in choices}
        return labels.get(str(value), "") if value else ""
    if isinstance(value, bool):
        return _("是") if value else ""
    if isinstance(value, Decimal):
        return str(money(value))
    return value.isoformat() if isinstance(value, date) else str(value or "")
