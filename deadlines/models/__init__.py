"""Statutory rules, the working-day calendar, and the clocks that run by them."""

from deadlines.models.adjustment import (
    Adjustment,
    ClockEvent,
    ClockExtension,
    ClockPause,
    PauseKind,
)
from deadlines.models.calendar import CalendarDay, CalendarYear, Edition
from deadlines.models.calendar_change import CalendarChange, CalendarDraft, Source
from deadlines.models.clock import Clock
from deadlines.models.local_value import LocalValue
from deadlines.models.recount import Recount
from deadlines.models.rule import Certainty, DeadlineRule, Supervisor, Unit

__all__ = [
    "Adjustment",
    "CalendarChange",
    "CalendarDay",
    "CalendarDraft",
    "CalendarYear",
    "Certainty",
    "Clock",
    "ClockEvent",
    "ClockExtension",
    "ClockPause",
    "DeadlineRule",
    "Edition",
    "LocalValue",
    "PauseKind",
    "Recount",
    "Source",
    "Supervisor",
    "Unit",
]
