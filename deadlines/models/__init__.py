"""Statutory rules, the working-day calendar, and the clocks that run by them."""

from deadlines.models.calendar import CalendarDay, CalendarYear, Edition
from deadlines.models.clock import Clock
from deadlines.models.local_value import LocalValue
from deadlines.models.rule import Certainty, DeadlineRule, Supervisor, Unit

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "Certainty",
    "Clock",
    "DeadlineRule",
    "Edition",
    "LocalValue",
    "Supervisor",
    "Unit",
]
