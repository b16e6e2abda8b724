"""Many cases at once: recorded, matched with what is there, updated.

items: what comes and what is answered; matching: which case is meant; merging: what an
update makes of it; differences: how that is told; judging: what is to become of an item;
writing: doing it.
"""

from cases.services.bring.bringing import bring_cases, preview_cases
from cases.services.bring.items import EVERYTHING, Brought, Change, Existing, Result

__all__ = [
    "EVERYTHING",
    "Brought",
    "Change",
    "Existing",
    "Result",
    "bring_cases",
    "preview_cases",
]
