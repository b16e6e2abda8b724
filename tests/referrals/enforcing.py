"""A fine that nobody paid, driven to where a test needs it."""

import datetime as dt
from typing import Any

from deadlines.models import Clock
from referrals.models import Referral
from tests.cases.factory import recorded
from tests.conftest import MovedClock
from tests.referrals.county import County
from tests.referrals.driving import begun, go

# Served on 3 June 2026: six months to sue, then a reminder, then the court.
REMINDED = dt.date(2026, 12, 7)
APPLIED = dt.date(2026, 12, 23)


def unpaid(county: County, moved_clock: MovedClock, **said: Any) -> Referral:
    """Overdue, with a case of its own."""
    county.case = recorded(county.clerk, decision_number="宁市监罚决字〔2026〕79号", **said)
    moved_clock.to(REMINDED)
    return begun(county, "non_litigation", "clerk")


def received(county: County, moved_clock: MovedClock) -> Referral:
    """Reminded, applied for, and signed for by the court."""
    run = unpaid(county, moved_clock)
    go(county, run, "clerk", "remind")
    go(county, run, "clerk", "reminder_served")
    moved_clock.to(APPLIED)
    go(county, run, "leader", "apply", receiver=county.court.pk)
    return go(county, run, "court_intake", "sign")


def executing(county: County, moved_clock: MovedClock) -> Referral:
    """Granted, and on the desk of who executes."""
    run = received(county, moved_clock)
    go(county, run, "court_intake", "accept")
    go(county, run, "judge", "grant", executor="court", urgent="no")
    return go(county, run, "enforcement_judge", "execute")


def clock(referral: Referral, rule: str) -> Clock:
    """The period of this rule that runs."""
    return Clock.objects.get(
        subject_type="referral", subject_id=referral.pk, rule_key=rule, closed_on__isnull=True
    )
