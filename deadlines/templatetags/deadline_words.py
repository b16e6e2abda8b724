"""Lengths of time in words, for templates."""

from django import template

from deadlines.counting import Period
from deadlines.wording import span

register = template.Library()


@register.simple_tag
def period_words(period: Period) -> str:
    """A period without its direction: 10个工作日."""
    return span(period.amount, period.unit)
