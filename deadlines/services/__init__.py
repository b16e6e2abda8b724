"""Writes of the deadlines app."""

from deadlines.services.clocks import (
    ClockFacts,
    clock_of,
    recount_open_clocks,
    set_clocks,
)
from deadlines.services.overdue import Checked, check_overdue

__all__ = [
    "Checked",
    "ClockFacts",
    "check_overdue",
    "clock_of",
    "recount_open_clocks",
    "set_clocks",
]
