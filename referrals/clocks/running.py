"""The periods of a referral that run, for conditions and effects."""

from collections.abc import Collection, Sequence

from core.clock import current_day
from deadlines.models import Clock
from deadlines.selectors import clocks_of
from referrals.clocks import SUBJECT
from referrals.models import Referral


def running(
    referral: Referral, rules: Collection[str], clocks: Sequence[Clock] | None = None
) -> list[Clock]:
    """Those of the rules whose periods have begun and not ended, over or not.

    `clocks` are those of the referral, where they have been read already.
    """
    if referral._state.adding:
        return []
    known = clocks_of(SUBJECT, [referral.pk]) if clocks is None else clocks
    return [each for each in known if each.rule_key in rules and each.closed_on is None]


def is_over(clocks: Collection[Clock]) -> bool:
    """Whether the last day of one of them has passed."""
    return any(clock.due_on < current_day() for clock in clocks if clock.paused_on is None)
