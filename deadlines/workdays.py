"""Which days are working days: a value, without a database."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5
_FIRST = date(1996, 1, 1)
_LAST = date(2050, 12, 31)
_DAY = timedelta(days=1)
# The notice of a year has moved days as early as 29 December before it
# (2018-12-29 was worked for New Year 2019), so the last days of December
# are certain only once the next year's notice is out.
NEXT_NOTICE_REACHES = (12, 26)


@dataclass(frozen=True)
class WorkCalendar:
    """Weekends, corrected by the days off and make-up workdays of the notices.

    ``exceptions`` maps a day to whether it is worked. A year that is not in
    ``published`` is answered from weekends and whatever exceptions are
    known for it, and :meth:`is_certain` says no.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    published: frozenset[int] = frozenset()
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        # Day 1 of the count was a Monday.
        span = range(_FIRST.toordinal(), _LAST.toordinal() + 1)
        worked = {ordinal for ordinal in span if (ordinal - 1) % 7 < _SATURDAY}
        for day, is_worked in self.exceptions.items():
            if is_worked and _FIRST <= day <= _LAST:
                worked.add(day.toordinal())
            else:
                worked.discard(day.toordinal())
        object.__setattr__(self, "_worked", tuple(sorted(worked)))

    def is_working(self, day: date) -> bool:
        known = self.exceptions.get(day)
        return day.weekday() < _SATURDAY if known is None else known

    def is_certain(self, first: date, last: date) -> bool:
        """Whether notices cover every day from *first* to *last*."""
        reach = last.year + 1 if (last.month, last.day) >= NEXT_NOTICE_REACHES else last.year
        return all(year in self.published for year in range(first.year, reach + 1))

    def on_or_after(self, day: date) -> date:
        """The first working day from *day* on, *day* included (R2)."""
        while not self.is_working(day):
            day += _DAY
        return day

    def shift(self, start: date, amount: int) -> date:
        """The *amount*-th working day after *start*, or before it if below zero.

        *start* itself is never counted (R1, R3, R7).
        """
        ordinal = start.toordinal()
        if amount > 0:
            index = bisect_right(self._worked, ordinal) + amount - 1
        else:
            index = bisect_left(self._worked, ordinal) + amount
        inside = _FIRST <= start <= _LAST and 0 <= index < len(self._worked)
        if amount and inside:
            return date.fromordinal(self._worked[index])
        return self._step(start, amount)

    def _step(self, day: date, amount: int) -> date:
        step = _DAY if amount > 0 else -_DAY
        left = abs(amount)
        while left:
            day += step
            left -= self.is_working(day)
        return day
