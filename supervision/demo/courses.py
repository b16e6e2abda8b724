"""The dates of a case, from its discovery to its service."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from cases.models import ServiceMethod
from deadlines.workdays import WorkCalendar
from supervision.demo.clock import later

# About how many of a year's cases begin in each month: few at the Spring Festival, many in
# the campaigns before the year's end.
_SEASON = (0.8, 0.55, 1.0, 1.1, 1.1, 1.05, 1.0, 1.0, 1.1, 1.0, 1.2, 1.15)
MONTHS_BACK = 30


@dataclass(frozen=True)
class Course:
    """What has happened by today; what hasn't is None."""

    conduct: dt.date
    found: dt.date
    filed: dt.date
    decided: dt.date | None
    served: dt.date | None
    published: dt.date | None
    method: str


@dataclass(frozen=True)
class Almanac:
    """Draws dates as an office would have them."""

    random: Random
    today: dt.date
    calendar: WorkCalendar

    def filing_days(self, number: int) -> list[dt.date]:
        """Working days of the last years on which cases are filed, in order."""
        span = MONTHS_BACK * 30
        days = [self.today - dt.timedelta(days=back) for back in range(span, -1, -1)]
        weights = [
            _SEASON[day.month - 1] * (1 + 0.4 * i / span) * self._busy(day)
            for i, day in enumerate(days)
        ]
        return sorted(self.random.choices(days, weights, k=number))

    def _busy(self, day: dt.date) -> float:
        if not self.calendar.is_working(day):
            return 0.04
        return (1.0, 1.15, 1.1, 1.05, 0.8, 0.7, 0.7)[day.weekday()]

    def past(self, day: dt.date) -> dt.date | None:
        """The working day on or after, unless that is still to come."""
        day = self.calendar.on_or_after(day)
        return day if day <= self.today else None

    def simple(self, day: dt.date) -> Course:
        """Decided and handed over on the spot."""
        return Course(day, day, day, day, day, None, ServiceMethod.DIRECT)

    def ordinary(self, filed: dt.date, *, grave: bool, published: bool) -> Course:
        """Filed, investigated, decided, served."""
        random = self.random
        found = filed - dt.timedelta(days=random.choice((0, 0, 1, 2, 3, 5, 8)))
        middle = 58 if grave else 33
        taken = max(9, min(150, round(random.lognormvariate(0, 0.42) * middle)))
        decided = self.past(filed + dt.timedelta(days=taken))
        served = method = None
        if decided and random.random() > 0.012:
            method = random.choices(list(ServiceMethod.values), (70, 4, 14, 8, 1.5, 1.2))[0]
            wait = (31, 45) if method == ServiceMethod.PUBLIC else (0, 6)
            served = self.past(later(random, decided, *wait))
        return Course(
            conduct=found - dt.timedelta(days=random.choice((0, 0, 0, 1, 4, 12, 30))),
            found=found,
            filed=filed,
            decided=decided,
            served=served,
            published=self.past(later(random, decided, 1, 7)) if decided and published else None,
            method=method or "" if served else "",
        )

    def stuck(self) -> Course:
        """An investigation that should have ended long ago (行政处罚法 Art. 60)."""
        filed = self.calendar.on_or_after(
            self.today - dt.timedelta(days=self.random.randint(94, 290))
        )
        found = filed - dt.timedelta(days=self.random.randint(0, 6))
        return Course(found, found, filed, None, None, None, "")

    def served_on(self, served: dt.date) -> Course:
        """An ordinary case with a given day of service."""
        decided = served - dt.timedelta(days=self.random.randint(0, 4))
        filed = decided - dt.timedelta(days=self.random.randint(22, 60))
        found = filed - dt.timedelta(days=self.random.randint(0, 5))
        published = decided + dt.timedelta(days=self.random.randint(2, 7))
        return Course(found, found, filed, decided, served, published, ServiceMethod.DIRECT)
