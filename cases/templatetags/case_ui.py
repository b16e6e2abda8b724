"""Tags of the pages of cases: `{% load case_ui %}`."""

from typing import Any

from django import template

from cases import display
from cases.selectors import CaseLine, CaseView
from deadlines.models import Clock

register = template.Library()


@register.inclusion_tag("components/status_tag.html")
def due_tag(clock: Clock) -> dict[str, Any]:
    """How far a deadline is, in words, with its tone."""
    return {"tone": display.due_tone(clock), "label": display.due_words(clock)}


@register.inclusion_tag("components/status_tag.html")
def clock_tag(case: CaseView, clock: Clock) -> dict[str, Any]:
    """How a period of this case stands, kept, missed or stopped."""
    label, tone = display.clock_state(case, clock)
    return {"tone": tone, "label": label}


@register.inclusion_tag("components/status_tag.html")
def case_status(value: str, label: str) -> dict[str, Any]:
    """One of the three statuses of a case."""
    return {"tone": display.TONES.get(value, "neutral"), "label": label}


@register.simple_tag
def line_parties(line: CaseLine) -> str:
    """The parties of a line."""
    return display.parties_of([line.parties], line.party_count)


@register.filter
def clock_name(clock: Clock) -> str:
    """What a clock counts."""
    return display.clock_name(clock)


@register.filter
def case_number(case: Any) -> str:
    """The number of a case, or that it has none."""
    return display.number_of(case)
