"""The audit line of a clock."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from audit.services import Entry
from deadlines.models import Clock

# The subject type whose id is the id of a case, for the timeline in the audit.
_CASE = "case"


def describe(clock: Clock) -> dict[str, Any]:
    """What the log says about a clock; two equal descriptions mean no change."""
    told: dict[str, Any] = {
        "rule": f"{clock.rule_key} v{clock.rule.version}",
        "agency": clock.agency_id,
        "started_on": clock.started_on.isoformat(),
        "started_at": _moment(clock.started_at),
        "raw_due_on": clock.raw_due_on.isoformat(),
        "due_on": clock.due_on.isoformat(),
        "due_at": _moment(clock.due_at),
        "provisional": clock.provisional,
        "closed_on": clock.closed_on.isoformat() if clock.closed_on else None,
    }
    if clock.closed_at:
        told["closed_at"] = _moment(clock.closed_at)
    if clock.stated_due:
        told["stated_due"] = clock.stated_due.isoformat()
    if clock.adjusted:
        told["paused_on"] = clock.paused_on.isoformat() if clock.paused_on else None
    if clock.void:
        told["void"] = True
    return told


def _moment(at: datetime | None) -> str | None:
    """In one zone: what was read again is told as it was written."""
    return at.astimezone(UTC).isoformat() if at else None


def entry(verb: str, clock: Clock, changes: Mapping[str, Any], ground: str = "") -> Entry:
    """The line of one clock."""
    return Entry(
        verb,
        clock,
        case_id=clock.subject_id if clock.subject_type == _CASE else None,
        changes=changes,
        ground=ground,
    )
