"""Which clocks run on a case, derived from its facts, and who hears of them.

known: what is read of a case; periods: the table of rules; refresh: the clocks follow;
telling: to-dos and notices; titles: what those are called; entered: leaders hear of what
was entered as approved by them.
"""

from cases.clocks.periods import DECISION, DEFERRED, KEYS, PAYMENT, PERIODS, name_of, section_of
from cases.clocks.refresh import SUBJECT, clock_facts, drop_clocks, refresh_clocks

__all__ = [
    "DECISION",
    "DEFERRED",
    "KEYS",
    "PAYMENT",
    "PERIODS",
    "SUBJECT",
    "clock_facts",
    "drop_clocks",
    "name_of",
    "refresh_clocks",
    "section_of",
]
