"""What moving an end means to whoever is answerable for it."""

from collections import Counter
from datetime import date, datetime

from core.clock import current_day, current_moment

# The last day, and the moment of the end for a period in hours.
Point = tuple[date, datetime | None]


class Outcomes:
    """Counts what moves, as it is told to the administrator."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._today, self._now = current_day(), current_moment()

    def add(self, before: Point, after: Point, *, duty: bool, number: int = 1) -> str:
        """Count so many clocks that move alike; gives ``earlier``, ``later`` or ``other``.

        Only a ``duty`` that runs can be overdue: no right, no time to wait, none that pauses.
        """
        sort = _sort(before, after)
        self.counts[sort] += number
        if duty:
            was, will = self._is_over(before), self._is_over(after)
            self.counts["newly_overdue"] += number * (will and not was)
            self.counts["no_longer_overdue"] += number * (was and not will)
        return sort

    def _is_over(self, point: Point) -> bool:
        return point[1] <= self._now if point[1] is not None else point[0] < self._today


def _sort(before: Point, after: Point) -> str:
    if before == after:
        return "other"
    if before[1] is not None and after[1] is not None:
        return "later" if after[1] > before[1] else "earlier"
    return "later" if after[0] > before[0] else "earlier"
