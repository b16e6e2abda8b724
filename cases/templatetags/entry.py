"""`{% load entry %}`: the parts of the entry form that belong to a section."""

from django import template
from django.forms import BoundField

from cases.forms.entry import EntryForm, Rows
from cases.forms.sections import RowSet, Section

register = template.Library()


@register.filter
def fields_of(form: EntryForm, names: tuple[str, ...]) -> list[tuple[BoundField, str]]:
    """These fields of the case, each with its width."""
    return form.main.cells(*names)


@register.filter
def rows_of(form: EntryForm, rows: RowSet) -> Rows:
    """The rows of this kind."""
    return form.rows[rows.prefix]


@register.filter
def faults_of(form: EntryForm, rows: RowSet) -> list[str]:
    """What is wrong with the rows of this kind as a whole."""
    return form.faults.get(rows.prefix, [])


@register.filter
def has_rows_of(form: EntryForm, section: Section) -> bool:
    """Whether a section holds any rows, so that it is opened."""
    return any(form.rows[rows.prefix].forms for rows in section.sets)
