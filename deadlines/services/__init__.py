"""Writes of the deadlines app."""

from deadlines.services.calendar import bring_shipped, confirm_draft, discard_draft, draft_year
from deadlines.services.clocks import Covering, first_clock_of, set_clocks
from deadlines.services.extensions import extend_clock, strike_extension
from deadlines.services.facts import (
    NOT_ADJUSTED,
    Adjusted,
    ClockFacts,
    adjustments_of,
    clock_of,
    facts_of,
)
from deadlines.services.overdue import Checked, check_overdue
from deadlines.services.pauses import pause_clock, resume_clock, strike_pause
from deadlines.services.recount import follow_unfinished, recount_open_clocks, rules_changed

__all__ = [
    "NOT_ADJUSTED",
    "Adjusted",
    "Checked",
    "ClockFacts",
    "Covering",
    "adjustments_of",
    "bring_shipped",
    "check_overdue",
    "clock_of",
    "confirm_draft",
    "discard_draft",
    "draft_year",
    "extend_clock",
    "facts_of",
    "first_clock_of",
    "follow_unfinished",
    "pause_clock",
    "recount_open_clocks",
    "resume_clock",
    "rules_changed",
    "set_clocks",
    "strike_extension",
    "strike_pause",
]
