"""`{% load case_rows %}`: the rows of the list of cases.

They are put together here and not by a template: a page has fifty of them, and tags and
lookups of templates took two thirds of its time.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases import display
from cases.selectors import CaseLine
from core.addresses import addresses
from core.templatetags.ui import NOTHING, day, money, status_tag, withheld

register = template.Library()


@register.simple_tag
def case_rows(lines: Iterable[CaseLine], shows_owner: bool) -> SafeString:
    """A `<tr>` for each line; the columns are those of cases/list.html."""
    address = addresses("cases:detail")
    paid, incomplete = _("已缴"), status_tag("warn", _("待补全"))
    rows = []
    for line in lines:
        mark = f" {incomplete}" if line.incomplete else ""
        owner = f'<td class="case-owner">{escape(line.owner)}</td>' if shows_owner else ""
        rows.append(
            f'<tr><th scope="row" class="day"><a href="{address(line.id)}" data-key-item>'
            f"{escape(display.number_of(line))}</a>{mark}</th>"
            f"{_words(display.parties_of([line.parties], line.party_count))}{_words(line.cause)}"
            f'{owner}<td class="day">{day(line.decided_on)}</td>'
            f'<td class="amount">{_amounts(line, paid)}</td>'
            f'<td class="case-statuses">{_statuses(line)}</td>'
            f'<td class="day">{_due(line)}</td></tr>\n'
        )
    return mark_safe("".join(rows))  # noqa: S308  (every text in it is escaped)


def _words(text: str) -> str:
    """A cell of two lines at most; the title tells what was cut off."""
    shown = escape(text)
    return f'<td class="case-words"><div title="{shown}">{shown or NOTHING}</div></td>'


def _amounts(line: CaseLine, paid: str) -> str:
    fine = money(line.fine_total, False) if line.fine_total else NOTHING
    if not line.paid_total:
        return fine
    return f'{fine}<br><small class="faint">{paid} {money(line.paid_total, False)}</small>'


def _statuses(line: CaseLine) -> str:
    shown = [
        status_tag(display.TONES.get(value, "neutral"), label)
        for value, label in (
            (line.penalty_status, line.penalty_status_label),
            (line.execution_status, line.execution_status_label),
            (line.remedy_status, line.remedy_status_label),
        )
        if label and value != "none"
    ]
    return " ".join(shown if line.penalty_status_label else [*shown, withheld()])


def _due(line: CaseLine) -> str:
    clock = line.next_due
    if clock is None:
        return NOTHING
    # What stands still has no last day yet.
    day = "" if clock.is_paused else f" {clock.due_on}"
    until = escape(f"{display.clock_name(clock)}{day}")
    tag = status_tag(display.due_tone(clock), display.due_words(clock))
    return f'<span title="{until}">{tag}</span><span class="visually-hidden">{until}</span>'
