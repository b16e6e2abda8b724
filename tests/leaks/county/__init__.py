"""The county in which leaks are looked for.

people: the personas and their levels; things: what there is; planting: the cases; agreed,
clocks, files, telling, reference: what belongs to them; making: all of it together.
"""

from tests.leaks.county.files import HEADINGS
from tests.leaks.county.making import make_county, plant_hidden
from tests.leaks.county.people import (
    EVERYBODY,
    MARKET,
    MARKET_WRITERS,
    PROCURATORS,
    READERS,
    RECORDING,
    SEES_CASES,
    SHARED_WITH_ALL,
    TOWNSHIP,
    URBAN,
)
from tests.leaks.county.things import County

__all__ = [
    "EVERYBODY",
    "HEADINGS",
    "MARKET",
    "MARKET_WRITERS",
    "PROCURATORS",
    "READERS",
    "RECORDING",
    "SEES_CASES",
    "SHARED_WITH_ALL",
    "TOWNSHIP",
    "URBAN",
    "County",
    "make_county",
    "plant_hidden",
]
