"""Periods, and what was entered about them."""

import datetime as dt
from typing import Any

from deadlines.models import Clock, ClockExtension, ClockPause, DeadlineRule
from tests.leaks.county.things import County
from tests.leaks.planted import MATTER, OFFICERS


def adjust_periods(county: County) -> None:
    """An exclusion that runs on the decision of some cases, and an extension."""
    for thing, by in (("shared", "clerk"), ("restricted", "clerk"), ("urban", "urban_clerk")):
        if thing not in county.cases:
            continue
        markers, person = county.markers[thing], county.people[by]
        paper: dict[str, Any] = {
            "clock": county.decision_of(thing),
            "ground": markers.word(MATTER),
            "document": markers.word(MATTER),
            "approver": markers.word(OFFICERS),
            "approved_on": dt.date(2025, 12, 20),
            "entered_by": person,
        }
        county.pauses[thing] = ClockPause.objects.create(
            kind="testing", first=dt.date(2025, 12, 20), **paper
        )
        rule = DeadlineRule.objects.get(key="ap.decision.samr_ext1")
        county.extensions[thing] = ClockExtension.objects.create(
            rule=rule, amount=30, unit="calendar_day", **paper
        )
        Clock.objects.filter(pk=county.decision_of(thing).pk).update(adjusted=True)
    for thing in county.cases:
        county.clocks[thing] = county.decision_of(thing)
