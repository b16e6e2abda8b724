"""What of a rule applies on a day: the version in force, and what the county fixed instead.

A rule of another jurisdiction doesn't apply here. It is listed for reference, and lends its
words to a local value that the county sets under the same key.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from deadlines.counting.periods import Period
from deadlines.models import DeadlineRule, LocalValue, Unit


@dataclass(frozen=True)
class RuleOn:
    """A rule as it applies on a day; ``period`` is None where no number is laid down.

    ``ladder`` is the text that `deadlines.ladder.parse_ladder` reads.
    """

    rule: DeadlineRule
    local: LocalValue | None
    period: Period | None
    ladder: str
    supervisor: str


@dataclass(frozen=True)
class Timeline:
    """What applies from each day on which something changes; nothing before the first."""

    days: Sequence[date]
    values: Sequence[RuleOn | None]

    def on(self, day: date) -> RuleOn | None:
        """What applies on *day*, or None."""
        place = bisect_right(self.days, day)
        return self.values[place - 1] if place else None


def applies_here(jurisdiction: str) -> bool:
    """Whether the rules of a division (code of GB/T 2260, empty for the whole country) do.

    The county's own code is ``settings.DIVISION_CODE``; where it isn't set no rule of any
    province applies.
    """
    if not jurisdiction:
        return True
    within = jurisdiction.removesuffix("00").removesuffix("00")
    return str(settings.DIVISION_CODE).startswith(within)


def timeline_of(versions: Sequence[DeadlineRule], local: Sequence[LocalValue]) -> Timeline:
    """The timeline of one key from its versions and its local values."""
    spans: list[DeadlineRule | LocalValue] = [*versions, *local]
    starts = {each.effective_from for each in spans}
    after = {each.effective_to + timedelta(days=1) for each in spans if each.effective_to}
    days = sorted(starts | after)
    return Timeline(days, [_on(day, versions, local) for day in days])


def _on(day: date, versions: Iterable[DeadlineRule], local: Iterable[LocalValue]) -> RuleOn | None:
    in_force = [rule for rule in versions if rule.in_force_on(day)]
    here = [rule for rule in in_force if applies_here(rule.jurisdiction)]
    fixed = max(
        (value for value in local if value.in_force_on(day)),
        key=lambda value: (value.set_at, value.pk or 0),
        default=None,
    )
    choice = here or (in_force if fixed else [])
    if not choice:
        return None
    rule = max(choice, key=lambda each: (len(each.jurisdiction.rstrip("0")), each.version))
    source = fixed or rule
    period = None
    if source.unit != Unit.EVENT and source.amount is not None:
        period = Period(source.amount, source.unit, rule.rolls_over)
    ladder = (fixed.ladder if fixed else "") or rule.ladder
    return RuleOn(rule, fixed, period, ladder, rule.supervisor)
