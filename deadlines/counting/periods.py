"""What a count is given, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

UNITS = frozenset({"working_day", "calendar_day", "hour", "month", "year"})


@dataclass(frozen=True)
class Period:
    """A length of time as a rule, or its local value, says it.

    Below zero it is counted back from the event (R7). ``rolls_over=False`` is for a
    person in custody, whose last day never moves on (R6, 刑事诉讼法 Art. 105 ¶4).
    """

    amount: int
    unit: str
    rolls_over: bool = True


@dataclass(frozen=True)
class Interval:
    """Days that do not count, *first* and *last* among them (R8).

    ``last=None`` says that the exclusion still runs; a count then has no end.
    """

    first: date
    last: date | None


@dataclass(frozen=True)
class Extension:
    """A length of time that was added, counted on from the end before roll-over."""

    amount: int
    unit: str


class Leg(Protocol):
    """A period or an extension: one stretch of the count."""

    @property
    def amount(self) -> int: ...

    @property
    def unit(self) -> str: ...


@dataclass(frozen=True)
class Due:
    """The last day, the last day before roll-over, and whether it may still move.

    ``at`` is the moment at which a period in hours ends, None for all others.
    """

    on: date
    raw: date
    provisional: bool
    at: datetime | None = None


class Reason(StrEnum):
    """Why a day counts, or does not."""

    TRIGGER = "trigger"
    COUNTED = "counted"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    EXCLUDED = "excluded"
    LAST = "last"


@dataclass(frozen=True)
class CountedDay:
    """One day of a count.

    ``number`` says how many days (or hours) of the stretch have run when the day is
    over; None when the day does not count. ``part`` is 0 for the period itself, 1 for
    its first extension and so on. A day is ``provisional`` when whether it is worked
    matters and no notice has settled it.
    """

    day: date
    number: int | None
    reason: Reason
    part: int = 0
    provisional: bool = False


class Excluded:
    """The days of some intervals, overlaps counted once; false when there are none."""

    def __init__(self, pauses: Sequence[Interval]) -> None:
        self._spans: list[tuple[date, date]] = []
        for pause in pauses:
            if pause.last is None:
                raise ValueError(f"the exclusion since {pause.first} still runs")
            if pause.last < pause.first:
                raise ValueError(f"the exclusion since {pause.first} ends before it begins")
            self._spans.append((pause.first, pause.last))

    def __bool__(self) -> bool:
        return bool(self._spans)

    def __contains__(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self._spans)


def legs_of(period: Period, extensions: Sequence[Extension]) -> list[Leg]:
    """The stretches of a count in their order.

    Raises ValueError for a unit that can't be counted, a length of nothing, hours and days
    mixed, an extension that takes away, or one of a period counted back.
    """
    legs: list[Leg] = [period, *extensions]
    for leg in legs:
        if leg.unit not in UNITS:
            raise ValueError(f"no period can be counted in {leg.unit!r}")
        if leg.amount == 0:
            raise ValueError("a period of nothing has no end")
        if (leg.unit == "hour") != (period.unit == "hour"):
            raise ValueError("hours and days can't be counted on from one another")
    if extensions and (period.amount < 0 or any(extra.amount < 0 for extra in extensions)):
        raise ValueError("an extension counts on from the end of a period that runs forward")
    return legs


def in_time(closed_on: date | datetime, posted_on: date | None, due: Due) -> bool:
    """Whether what ends a period came before the period did (R9, R10).

    *closed_on* is the date printed on the document, or the moment for a period in hours.
    What was posted counts on the day of posting (民事诉讼法 Art. 85, 刑事诉讼法 Art. 105).
    """
    if posted_on is not None:
        return posted_on <= due.on
    if isinstance(closed_on, datetime):
        if due.at is not None:
            return closed_on <= due.at
        return closed_on.date() <= due.on
    return closed_on <= due.on
