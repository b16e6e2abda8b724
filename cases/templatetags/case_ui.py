"""Tags of the pages of cases: `{% load case_ui %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cases import display
from cases.selectors import CaseLine, CaseView
from core.templatetags.ui import status_tag
from deadlines.models import Clock

register = template.Library()


@register.simple_tag
def due_tag(clock: Clock) -> SafeString:
    """How far a deadline is, in words, with its tone."""
    return status_tag(display.due_tone(clock), display.due_words(clock))


@register.simple_tag
def clock_tag(case: CaseView, clock: Clock) -> SafeString:
    """How a period of this case stands, kept, missed or stopped."""
    label, tone = display.clock_state(case, clock)
    return status_tag(tone, label)


@register.simple_tag
def case_status(value: str, label: str) -> SafeString:
    """One of the three statuses of a case."""
    return status_tag(display.TONES.get(value, "neutral"), label)


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
