"""The simulator: a count of one period, shown day by day with its reasons."""

from deadlines.simulating.count import Asked, NeedsMoment, NotInForce, Simulation, simulate
from deadlines.simulating.months import Cell, Month
from deadlines.simulating.rules import RuleGroup, countable_rules

__all__ = [
    "Asked",
    "Cell",
    "Month",
    "NeedsMoment",
    "NotInForce",
    "RuleGroup",
    "Simulation",
    "countable_rules",
    "simulate",
]
