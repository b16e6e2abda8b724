"""Which clocks run on a referral, and who hears of them.

facts: periods from the steps; refresh: the clocks follow; telling: to-dos and notices when
their ladder is climbed; titles: what those are called.
"""

from referrals.clocks.facts import SUBJECT, Period, clock_facts, periods_of, rules_of
from referrals.clocks.refresh import Running, first_due, prolonged_starts, refresh_clocks

__all__ = [
    "SUBJECT",
    "Period",
    "Running",
    "clock_facts",
    "first_due",
    "periods_of",
    "prolonged_starts",
    "refresh_clocks",
    "rules_of",
]
